import * as l10n from '@vscode/l10n';
import { useContext, useRef } from 'preact/hooks';
import { Announce } from '../announce.ts';
import { post } from '../host.ts';
import { emptyRendering, render } from '../rendering.ts';
import { Block } from './Block.tsx';

/** How long a button says that it has copied, in milliseconds. */
const copiedFor = 1500;

function act(target: EventTarget | null, announce: (sentence: string) => void): void {
  if (!(target instanceof Element)) return;
  const url = target.closest('[data-url]')?.getAttribute('data-url');
  if (url != null) {
    post({ type: 'openLink', url });
    return;
  }
  const button = target.closest('[data-action]');
  const code = button?.closest('.code')?.querySelector('code')?.textContent;
  if (button == null || code == null) return;
  if (button.getAttribute('data-action') === 'insert') {
    post({ type: 'insert', text: code });
    return;
  }
  post({ type: 'copy', text: code });
  button.textContent = l10n.t('Copied');
  announce(l10n.t('Copied'));
  setTimeout(() => {
    button.textContent = l10n.t('Copy');
  }, copiedFor);
}

/** An answer's Markdown, rendered as it grows. */
export function Answer({ text, finished }: { text: string; finished: boolean }) {
  const announce = useContext(Announce);
  const rendering = useRef(emptyRendering);
  rendering.current = render(rendering.current, text, finished);
  return (
    <div
      class="answer"
      onClick={(event) => {
        act(event.target, announce);
      }}
      onKeyDown={(event) => {
        const onLink = event.target instanceof Element && event.target.getAttribute('role') === 'link';
        if (event.key === 'Enter' && onLink) act(event.target, announce);
      }}
    >
      {rendering.current.blocks.map((html, index) => (
        <Block key={index} html={html} />
      ))}
    </div>
  );
}
