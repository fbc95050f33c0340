import * as l10n from '@vscode/l10n';
import { useRef } from 'preact/hooks';
import { post } from '../host.ts';
import { emptyRendering, render } from '../rendering.ts';
import { Block } from './Block.tsx';

/** How long a button says that it has copied, in milliseconds. */
const copiedFor = 1500;

function act(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const url = target.closest('[data-url]')?.getAttribute('data-url');
  if (url != null) {
    post({ type: 'openLink', url });
    return true;
  }
  const button = target.closest('[data-action]');
  const code = button?.closest('.code')?.querySelector('code')?.textContent;
  if (button == null || code == null) return false;
  if (button.getAttribute('data-action') === 'insert') {
    post({ type: 'insert', text: code });
    return true;
  }
  post({ type: 'copy', text: code });
  button.textContent = l10n.t('Copied');
  setTimeout(() => {
    button.textContent = l10n.t('Copy');
  }, copiedFor);
  return true;
}

/** An answer's Markdown, rendered as it grows. */
export function Answer({ text, finished }: { text: string; finished: boolean }) {
  const rendering = useRef(emptyRendering);
  rendering.current = render(rendering.current, text, finished);
  return (
    <div
      class="answer"
      onClick={(event) => {
        act(event.target);
      }}
      onKeyDown={(event) => {
        const onLink = event.target instanceof Element && event.target.getAttribute('role') === 'link';
        if (event.key === 'Enter' && onLink) act(event.target);
      }}
    >
      {rendering.current.blocks.map((html, index) => (
        <Block key={index} html={html} />
      ))}
    </div>
  );
}
