import type { ChatResult } from '../protocol/chat.ts';
import { exceeds } from '../protocol/label.ts';
import type { AttachmentView, OtherDestination, PanelRemedy, ToPanel } from '../protocol/panel.ts';
import type { DestinationView, Refusal } from '../protocol/verdict.ts';

/** A question and what became of it. Without a `result` it is still being answered. */
export interface Turn {
  readonly id: string;
  readonly question: string;
  readonly attachments: readonly AttachmentView[];
  readonly thinking: string;
  /** Markdown. */
  readonly answer: string;
  readonly result?: ChatResult;
}

/** Where requests go now, and what speaks against it. */
export interface Destination extends DestinationView {
  /** Where they would go after switching the back end. */
  readonly other?: OtherDestination;
  readonly message?: string;
  readonly remedies: readonly PanelRemedy[];
}

/** What the page shows of a conversation. The extension posts all of it again to a page that says `ready`. */
export interface PanelState {
  readonly destination?: Destination;
  /** What will go along with the next question. */
  readonly attachments: readonly AttachmentView[];
  readonly turns: readonly Turn[];
}

export const initialState: PanelState = { attachments: [], turns: [] };

/** @returns the state after a message of the extension. Messages about unknown turns change nothing. */
export function reduce(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case 'destination': {
      const { destination, other, message: text, remedies } = message;
      const known = { ...(other && { other }), ...(text === undefined ? {} : { message: text }) };
      return { ...state, destination: { ...destination, remedies, ...known } };
    }
    case 'attachments':
      return { ...state, attachments: message.attachments };
    case 'turn': {
      const { id, text: question, attachments } = message;
      const others = state.turns.filter((turn) => turn.id !== id);
      return { ...state, turns: [...others, { id, question, attachments, thinking: '', answer: '' }] };
    }
    case 'progress': {
      const { kind, text } = message.progress;
      return withTurn(state, message.id, (turn) =>
        kind === 'text' ? { ...turn, answer: turn.answer + text } : { ...turn, thinking: turn.thinking + text },
      );
    }
    case 'done':
      return withTurn(state, message.id, (turn) => finished(turn, message.result));
    case 'cleared':
      return { ...state, turns: [] };
    case 'askPreview':
      return state;
  }
}

/** @returns the turn that is being answered now, if there is one. */
export function openTurn(state: PanelState): Turn | undefined {
  const last = state.turns.at(-1);
  return last?.result === undefined ? last : undefined;
}

/** @returns whether the last turn failed, and its card says already what speaks against the destination. */
export function saidInLastCard({ destination, turns }: PanelState): boolean {
  const result = turns.at(-1)?.result;
  return result?.outcome === 'failed' && result.message === destination?.message;
}

/**
 * @returns what the card of a failed turn offers, the most useful first. A question further up cannot be asked again;
 * one whose failure still stands in the way offers all that helps against it.
 */
export function remediesOf(
  failed: Extract<ChatResult, { outcome: 'failed' }>,
  destination: Destination | undefined,
  isLast: boolean,
): PanelRemedy[] {
  const own = failed.remedy === undefined ? [] : [failed.remedy];
  if (!isLast) return own.filter((remedy) => remedy !== 'retry');
  const standing = destination?.message === failed.message ? destination.remedies : [];
  return [...new Set<PanelRemedy>([...standing, ...own, 'retry'])];
}

/**
 * @returns the back end to switch to after a refusal: there is another, the person has not switched yet, and it is not
 * known to be cleared for too little. One whose clearance is not known is offered in Mistral's place only, which is
 * never cleared for more than a gateway.
 */
export function waySwitch({ destination: refusedBy, label }: Refusal, now: Destination | undefined): OtherDestination | undefined {
  if (now?.other === undefined || now.origin !== refusedBy.origin) return undefined;
  const { clearance } = now.other;
  const may = clearance === undefined ? refusedBy.backend === 'mistral' : !exceeds(label, clearance);
  return may ? now.other : undefined;
}

/** @returns the attachments of a refused turn that were refused and would go along with the next question again. */
export function refusedAgain(turn: Turn, next: readonly AttachmentView[]): AttachmentView[] {
  return turn.attachments.filter(({ id, fate }) => fate === 'refused' && next.some((attachment) => attachment.id === id));
}

function withTurn(state: PanelState, id: string, change: (turn: Turn) => Turn): PanelState {
  if (!state.turns.some((turn) => turn.id === id)) return state;
  return { ...state, turns: state.turns.map((turn) => (turn.id === id ? change(turn) : turn)) };
}

/** What was streamed stays as the person saw it; a page that was opened later takes the answer from the result. */
function finished(turn: Turn, result: ChatResult): Turn {
  if (turn.answer !== '' || result.outcome !== 'answered') return { ...turn, result };
  const fragments = result.turns.filter(({ role }) => role === 'assistant').flatMap((each) => each.fragments);
  return { ...turn, answer: fragments.map(({ text }) => text).join(''), result };
}
