import type { ChatProgress, ChatResult, ChatSent } from '../protocol/chat.ts';
import type { CommandView } from '../protocol/command.ts';
import { exceeds } from '../protocol/label.ts';
import type { AttachmentView, Branch, ModelChoice, OtherDestination, PanelRemedy, ToPanel } from '../protocol/panel.ts';
import type { DestinationView, Refusal } from '../protocol/verdict.ts';

/** A question and what became of it. Without a `result` it is still being answered. */
export interface Turn {
  readonly id: string;
  readonly question: string;
  readonly attachments: readonly AttachmentView[];
  /** Left out where it is the only one in its place. */
  readonly branch?: Branch;
  /** Whether the question is about what is attached, and nothing without that. */
  readonly aboutAttached?: boolean;
  readonly thinking: string;
  /** How long the model thought before it answered, in milliseconds; left out while it thinks. */
  readonly thoughtFor?: number;
  /** Markdown. */
  readonly answer: string;
  /** What is being waited for, where the server says so. */
  readonly status?: string | undefined;
  readonly sent?: ChatSent;
  readonly result?: ChatResult | undefined;
}

/** Where requests go now, and what speaks against it. */
export interface Destination extends DestinationView {
  /** What the settings call it, if they do. */
  readonly name?: string;
  /** Where they would go after switching the back end. */
  readonly other?: OtherDestination;
  readonly choice?: ModelChoice;
  readonly message?: string;
  readonly remedies: readonly PanelRemedy[];
}

/** What the page shows of a conversation. The extension posts all of it again to a page that says `ready`. */
export interface PanelState {
  /** Of the conversation; empty as long as nothing was asked. */
  readonly title: string;
  readonly destination?: Destination;
  /** What will go along with the next question. */
  readonly attachments: readonly AttachmentView[];
  readonly turns: readonly Turn[];
  /** What can be said behind `/`. */
  readonly commands: readonly CommandView[];
}

export const initialState: PanelState = { title: '', attachments: [], turns: [], commands: [] };

/** @returns the state after a message of the extension. Messages about unknown turns change nothing. */
export function reduce(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case 'destination': {
      const { destination, name, other, choice, message: text, remedies } = message;
      const known = { ...(name !== undefined && { name }), ...(other && { other }), ...(choice && { choice }), ...(text === undefined ? {} : { message: text }) };
      return { ...state, destination: { ...destination, remedies, ...known } };
    }
    case 'attachments':
      return { ...state, attachments: message.attachments };
    case 'commands':
      return { ...state, commands: message.commands };
    case 'turn': {
      const { id, text: question, attachments, branch, aboutAttached } = message;
      const others = state.turns.filter((turn) => turn.id !== id);
      const about = { ...(branch && { branch }), ...(aboutAttached && { aboutAttached }) };
      const turn = { id, question, attachments, ...about, thinking: '', answer: '' };
      return { ...state, turns: [...others, turn] };
    }
    case 'sent':
      return withTurn(state, message.id, (turn) => ({ ...turn, sent: message.sent }));
    case 'progress':
      return withTurn(state, message.id, (turn) => grown(turn, message.progress));
    case 'thought':
      return withTurn(state, message.id, (turn) => ({ ...turn, thoughtFor: message.milliseconds }));
    case 'done':
      return withTurn(state, message.id, (turn) => finished(turn, message.result));
    case 'continued':
      return withTurn(state, message.id, (turn) => ({ ...turn, result: undefined }));
    case 'rewound': {
      const from = state.turns.findIndex(({ id }) => id === message.id);
      return from === -1 ? state : message.past.reduce(reduce, { ...state, turns: state.turns.slice(0, from) });
    }
    case 'opened':
      return message.past.reduce(reduce, { ...state, title: message.title, turns: [] });
    case 'titled':
      return { ...state, title: message.title };
    case 'cleared':
      return { ...state, title: '', turns: [] };
    case 'attachmentMatches':
    case 'mayRun':
    case 'askPreview':
    case 'toQuestion':
      return state;
  }
}

/** @returns what was asked; what went along, where nothing was written. */
export function askedOf({ question, attachments }: Turn): string {
  return question === '' ? attachments.map(({ name }) => name).join(', ') : question;
}

/** @returns whether the gate let a question through, and no server could be reached that would have received it. */
export function stayed({ result }: Turn): boolean {
  return result?.outcome === 'failed' && result.stayed === true;
}

/** @returns whether the gate refused a question before anything of it was sent. */
export function neverSent({ result }: Turn): boolean {
  return result?.outcome === 'refused' && result.refusal.sentBefore === undefined;
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

/** @returns whether a question, asked again with what is attached next, is still about something without one of that. */
export function asksWithout({ question, aboutAttached }: Turn, next: readonly AttachmentView[], id: string): boolean {
  return next.some((attachment) => attachment.id !== id) || (aboutAttached !== true && question.trim() !== '');
}

/**
 * @returns the model that answers, as far as it is known: the chosen one, or the one that answered last from where
 * questions go now.
 */
export function modelOf({ destination, turns }: PanelState): string | undefined {
  if (destination?.choice?.model !== undefined) return destination.choice.model;
  for (const { result } of [...turns].reverse()) {
    if (result?.outcome !== 'answered' || result.model === undefined) continue;
    return result.destination?.origin === destination?.origin ? result.model : undefined;
  }
  return undefined;
}

/** @returns whether an answer can go on: it is the last, something of it came, and the model was not done. */
export function canGoOn({ answer, result }: Turn, isLast: boolean): boolean {
  return isLast && answer !== '' && result?.outcome === 'answered' && result.finish !== 'stop' && result.turns.length > 0;
}

function withTurn(state: PanelState, id: string, change: (turn: Turn) => Turn): PanelState {
  if (!state.turns.some((turn) => turn.id === id)) return state;
  return { ...state, turns: state.turns.map((turn) => (turn.id === id ? change(turn) : turn)) };
}

function grown(turn: Turn, { kind, text }: ChatProgress): Turn {
  if (kind === 'status') return { ...turn, status: text };
  const answering = turn.status === undefined ? turn : { ...turn, status: undefined };
  return kind === 'text' ? { ...answering, answer: turn.answer + text } : { ...answering, thinking: turn.thinking + text };
}

/** What was streamed stays as the person saw it; a page that was opened later takes the answer from the result. */
function finished(shown: Turn, result: ChatResult): Turn {
  const turn = shown.status === undefined ? shown : { ...shown, status: undefined };
  if (turn.answer !== '' || result.outcome !== 'answered') return { ...turn, result };
  const fragments = result.turns.filter(({ role }) => role === 'assistant').flatMap((each) => each.fragments);
  return { ...turn, answer: fragments.map(({ text }) => text).join(''), result };
}
