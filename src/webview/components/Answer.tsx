import * as l10n from '@vscode/l10n';
import { useContext, useRef } from 'preact/hooks';
import { Announce } from '../announce.ts';
import type { BlockMessage } from '../../protocol/block.ts';
import { post } from '../host.ts';
import { emptyRendering, render } from '../rendering.ts';
import { Blocks } from './Block.tsx';

/** How long a button says that it has copied, in milliseconds. */
const copiedFor = 1500;

/** How many blocks are laid out and painted, or passed over, together: some screens of text. */
const inGroup = 32;

const elsewhere: readonly string[] = ['newFile', 'apply', 'run'] satisfies BlockMessage['action'][];

function isElsewhere(action: string | null): action is BlockMessage['action'] {
  return action !== null && elsewhere.includes(action);
}

function act(target: EventTarget | null, turn: string, announce: (sentence: string) => void): void {
  if (!(target instanceof Element)) return;
  const url = target.closest('[data-url]')?.getAttribute('data-url');
  if (url != null) {
    post({ type: 'openLink', url });
    return;
  }
  const button = target.closest('[data-action]');
  const block = button?.closest('.code');
  const code = block?.querySelector('code')?.textContent;
  if (button == null || block == null || code == null) return;
  const action = button.getAttribute('data-action');
  if (isElsewhere(action)) {
    post({ type: 'block', action, language: block.getAttribute('data-language') ?? '', text: code, turn });
    return;
  }
  if (action === 'insert') {
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

interface Props {
  /** The turn that it answers. */
  readonly turn: string;
  readonly text: string;
  readonly finished: boolean;
}

/** An answer's Markdown, rendered as it grows. */
export function Answer({ turn, text, finished }: Props) {
  const announce = useContext(Announce);
  const rendering = useRef(emptyRendering);
  rendering.current = render(rendering.current, text, finished);
  const { blocks } = rendering.current;
  return (
    <div
      class="answer"
      onClick={(event) => {
        act(event.target, turn, announce);
      }}
      onKeyDown={(event) => {
        const onLink = event.target instanceof Element && event.target.getAttribute('role') === 'link';
        if (event.key === 'Enter' && onLink) act(event.target, turn, announce);
      }}
    >
      {Array.from({ length: Math.ceil(blocks.length / inGroup) }, (_, group) => (
        <Blocks key={group} blocks={blocks.slice(group * inGroup, (group + 1) * inGroup)} />
      ))}
    </div>
  );
}
