import type { ChatTurn } from '../../protocol/chat.ts';
import { highest } from '../../protocol/label.ts';
import type { Fragment } from '../../protocol/origin.ts';
import type { Part } from '../policy/request.ts';
import { nameOfAttached, type Attached } from './attachmentText.ts';

/** A fragment of a turn. */
type ToldFragment = ChatTurn['fragments'][number];

/** An attachment that an earlier turn holds word for word. */
interface Repeated {
  /** Where it stands: a turn of the history, and a fragment of that. */
  readonly turn: number;
  readonly fragment: number;
  /** The attachment as it would be sent now. */
  readonly part: Part;
}

/** What is attached to a question, and what of it the conversation holds already. */
export interface Attaching {
  /** What is sent with the question: of what stands further up, no more than that it does. */
  readonly parts: readonly Part[];
  readonly repeated: readonly Repeated[];
}

/**
 * Tells what of the attachments of a question need not be sent again: what an earlier question that goes along brought
 * in the same words from the same place. The model reads it there, and it costs its tokens once.
 * @param attached the parts of `attachments`, in their order
 * @param earlier as much of the history as goes along
 */
export function withoutRepeated(attachments: readonly Attached[], attached: readonly Part[], earlier: readonly ChatTurn[]): Attaching {
  const repeated: Repeated[] = [];
  const parts = attached.map((part, index) => {
    const attachment = attachments[index];
    const found = part.purpose === 'subject' && attachment !== undefined ? placeOf(part, earlier) : undefined;
    if (found === undefined || attachment === undefined) return part;
    repeated.push({ ...found, part });
    return reference(part, attachment);
  });
  return { parts, repeated };
}

/**
 * The parts of an earlier turn as they go out again. What the person asks about again is judged as what it is now, a
 * subject of the question: as context it might stay behind, and nobody would know what the question is about.
 */
export function repeatedParts({ fragments }: ChatTurn, turn: number, repeated: readonly Repeated[]): Part[] {
  return fragments.map((fragment, index) => {
    const again = repeated.find((each) => each.turn === turn && each.fragment === index);
    return again?.part ?? { ...fragment, purpose: 'context' };
  });
}

/**
 * The latest turns that fit, beginning with a person's turn. What one of them only points at is put in its place where the
 * turn that brought it is not among them, and where it does not fit there either, the model is told that it is left out.
 * @param limit in UTF-16 code units; the last place of what is attached again does not count, since that has room of its own
 * @param needed how many of the last are there in any case: an answer can only go on where it is seen
 */
export function recent(
  history: readonly ChatTurn[],
  { limit, needed, attached }: { limit: number; needed: number; attached: readonly Part[] },
): readonly ChatTurn[] {
  const brought = broughtBefore(history);
  const room = new Room(brought, attached);
  let used = 0;
  let first = history.length;
  for (let index = history.length - 1; index >= 0; index--) {
    const turn = history[index];
    const isNeeded = history.length - index <= needed;
    for (const fragment of [...(turn?.fragments ?? [])].reverse()) {
      used += turn?.role === 'user' ? room.takenBy(fragment, isNeeded ? Infinity : limit - used) : fragment.text.length;
    }
    if (used > limit && !isNeeded) break;
    if (turn?.role === 'user') first = index;
  }
  return madeWhole(history.slice(first), brought, room);
}

/** What each fragment stands for that only points further up: the last of the same origin before it. */
function broughtBefore(history: readonly ChatTurn[]): ReadonlyMap<ToldFragment, ToldFragment> {
  const last = new Map<string, ToldFragment>();
  const brought = new Map<ToldFragment, ToldFragment>();
  for (const { role, fragments } of history) {
    if (role !== 'user') continue;
    for (const fragment of fragments) {
      const from = JSON.stringify(fragment.origin);
      const meant = isReference(fragment) ? last.get(from) : undefined;
      if (meant !== undefined) brought.set(fragment, meant);
      else if (fragment.redacted === undefined) last.set(from, fragment);
    }
  }
  return brought;
}

/**
 * What the fragments of the person's turns take of the room, asked from the last to the first. What is pointed at counts
 * where it is pointed at last, since it may have to stand there.
 */
class Room {
  readonly #brought: ReadonlyMap<ToldFragment, ToldFragment>;
  /** The texts that are attached again, by their origins. */
  readonly #again = new Map<string, Set<string>>();
  readonly #counted = new Set<ToldFragment>();

  constructor(brought: ReadonlyMap<ToldFragment, ToldFragment>, attached: readonly Part[]) {
    this.#brought = brought;
    for (const { purpose, origin, text } of attached) {
      if (purpose !== 'subject') continue;
      const from = JSON.stringify(origin);
      this.#again.set(from, (this.#again.get(from) ?? new Set()).add(text));
    }
  }

  /** @param left how much room there is */
  takenBy(fragment: ToldFragment, left: number): number {
    const meant = this.#brought.get(fragment) ?? fragment;
    const from = JSON.stringify(meant.origin);
    const isAgain = meant.redacted === undefined && this.#again.get(from)?.has(meant.text) === true;
    this.#again.delete(from);
    const isCounted = this.#counted.has(meant);
    if (meant === fragment) return isAgain || isCounted ? 0 : fragment.text.length;
    if (isCounted || (!isAgain && meant.text.length > left)) return fragment.text.length;
    this.#counted.add(meant);
    return isAgain ? 0 : meant.text.length;
  }

  /** Whether there is room for what was pointed at. */
  has(meant: ToldFragment): boolean {
    return this.#counted.has(meant);
  }
}

/** The turns with what is pointed at in the first place that points at it, unless it stands before that. */
function madeWhole(turns: readonly ChatTurn[], brought: ReadonlyMap<ToldFragment, ToldFragment>, room: Room): readonly ChatTurn[] {
  const here = new Set(turns.flatMap(({ fragments }) => fragments));
  return turns.map((turn) => {
    const fragments = turn.fragments.map((fragment) => {
      const meant = brought.get(fragment);
      if (meant === undefined || here.has(meant)) return fragment;
      if (!room.has(meant)) return { ...fragment, text: fragment.text.slice(0, -furtherUp.length) + leftOut };
      here.add(meant);
      return { ...fragment, text: meant.text, label: highest([fragment.label, meant.label]) };
    });
    return { ...turn, fragments };
  });
}

/**
 * The last place, which is the one that `recent` has room for, and only where nothing else came from the same origin
 * since: what points further up could mean either. Where something was redacted in it, its placeholders may be forgotten
 * by now, and it stays behind: what is attached is then sent as if it were new.
 */
function placeOf(part: Part, earlier: readonly ChatTurn[]): Pick<Repeated, 'turn' | 'fragment'> | undefined {
  const from = JSON.stringify(part.origin);
  for (let turn = earlier.length - 1; turn >= 0; turn--) {
    const { role, fragments } = earlier[turn] ?? { role: 'assistant', fragments: [] };
    if (role !== 'user') continue;
    for (let fragment = fragments.length - 1; fragment >= 0; fragment--) {
      const there = fragments[fragment];
      if (there === undefined || isReference(there) || JSON.stringify(there.origin) !== from) continue;
      return there.text === part.text && there.redacted === undefined ? { turn, fragment } : undefined;
    }
  }
  return undefined;
}

/** How what stands for an attachment ends that is further up. */
const furtherUp = ': as it stands further up, unchanged';

/** How it ends where the conversation has grown so long that it no longer stands there. */
const leftOut = ': it was attached here, and is left out now';

/** Whether a fragment of a person's turn is no more than a pointer; what is attached in full has more than one line. */
function isReference({ text, origin }: Fragment): boolean {
  return origin.kind !== 'chat' && text.endsWith(furtherUp) && !text.includes('\n');
}

/** Names the attachment, so that the model knows which of those further up the question is about. */
function reference({ origin, label }: Part, attachment: Attached): Part {
  const text = `${nameOfAttached(attachment)}${furtherUp}`;
  return { text, origin, purpose: 'subject', linesBefore: 1, ...(label && { label }) };
}
