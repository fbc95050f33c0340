import * as l10n from '@vscode/l10n';
import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { ToPanel } from '../../protocol/panel.ts';
import { Announce } from '../announce.ts';
import { announcementOf } from '../announcement.ts';
import { useKeptFocus } from '../focus.ts';
import { oncePerFrame } from '../frames.ts';
import { listen, post } from '../host.ts';
import { afterFrame, inPace } from '../pace.ts';
import { initialState, modelOf, openTurn, reduce, saidInLastCard, type PanelState } from '../state.ts';
import { useStopKey } from '../stopKey.ts';
import { Composer } from './Composer.tsx';
import { Conversation } from './Conversation.tsx';
import { Header } from './Header.tsx';

interface Spoken {
  readonly panel: PanelState;
  readonly announcement: string;
}

/** A message of the extension, or a sentence about something that the page did itself. */
type Event = ToPanel | { readonly type: 'said'; readonly sentence: string };

/** A sentence that is said twice in a row is heard twice only if it differs, hence the no-break space. */
function step({ panel, announcement }: Spoken, event: Event): Spoken {
  const next = event.type === 'said' ? panel : reduce(panel, event);
  const said = event.type === 'said' ? event.sentence : announcementOf(panel, next);
  if (said === undefined) return { panel: next, announcement };
  return { panel: next, announcement: said === announcement ? `${said}\u00a0` : said };
}

/** The whole page. */
export function App() {
  const [{ panel, announcement }, receive] = useReducer(step, { panel: initialState, announcement: '' });
  const [draft, setDraft] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const latestPreview = useRef<() => void>(undefined);
  const answering = openTurn(panel) !== undefined;
  const lastIn = useKeptFocus(field);

  useLayoutEffect(() => {
    const show = oncePerFrame(receive, inPace(requestAnimationFrame, afterFrame, () => performance.now()));
    const stop = listen((message) => {
      if (message.type === 'askPreview') latestPreview.current?.();
      else if (message.type === 'toQuestion') field.current?.focus();
      else show(message);
    });
    post({ type: 'ready' });
    return stop;
  }, []);

  useEffect(() => {
    let told = false;
    const tell = (focused: boolean) => {
      if (focused !== told) post({ type: 'focus', focused });
      told = focused;
    };
    const onFocusIn = () => {
      tell(true);
    };
    const onFocus = () => {
      tell(true);
      if (document.activeElement === document.body) (lastIn() ?? field.current)?.focus();
    };
    const onBlur = () => {
      tell(false);
    };
    // Whoever opened the page by a key had the keyboard in it before it was loaded.
    if (document.hasFocus()) onFocus();
    document.addEventListener('focusin', onFocusIn);
    window.addEventListener('focus', onFocus);
    window.addEventListener('blur', onBlur);
    return () => {
      document.removeEventListener('focusin', onFocusIn);
      window.removeEventListener('focus', onFocus);
      window.removeEventListener('blur', onBlur);
    };
  }, []);

  useStopKey(answering);

  const revise = useCallback((question: string, detach: readonly string[]) => {
    for (const id of detach) post({ type: 'detach', id });
    setDraft((current) => (current.trim() === '' ? question : current));
    field.current?.focus();
  }, []);

  const preview = () => {
    post({ type: 'preview', text: draft, attachments: panel.attachments.map(({ id }) => id) });
  };
  latestPreview.current = preview;

  const announce = useCallback((sentence: string) => {
    receive({ type: 'said', sentence });
  }, []);

  return (
    <Announce.Provider value={announce}>
      <h1 class="only-read">{panel.title === '' ? l10n.t('Vigie Chat') : panel.title}</h1>
      <Header destination={panel.destination} model={modelOf(panel)} brief={saidInLastCard(panel)} />
      <main>
        <Conversation
          turns={panel.turns}
          destination={panel.destination}
          attachments={panel.attachments}
          revise={revise}
        />
        <Composer
          field={field}
          draft={draft}
          setDraft={setDraft}
          attachments={panel.attachments}
          commands={panel.commands}
          answering={answering}
          preview={preview}
        />
      </main>
      <div class="only-read" role="status" aria-live="polite">
        {announcement}
      </div>
    </Announce.Provider>
  );
}
