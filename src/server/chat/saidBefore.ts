import type { ChatTurn } from '../../protocol/chat.ts';
import type { Fragment } from '../../protocol/origin.ts';
import type { Part } from '../policy/request.ts';
import { nameOfAttached, type Attached } from './attachmentText.ts';

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
 * The latest turns that fit, beginning with a person's turn.
 * @param limit in UTF-16 code units; the last place of what is attached again does not count, since that has room of its own
 * @param needed how many of the last are there in any case: an answer can only go on where it is seen
 */
export function recent(
  history: readonly ChatTurn[],
  { limit, needed, attached }: { limit: number; needed: number; attached: readonly Part[] },
): readonly ChatTurn[] {
  const again = new Set(attached.filter(({ purpose }) => purpose === 'subject').map(sameness));
  let used = 0;
  let first = history.length;
  for (let index = history.length - 1; index >= 0; index--) {
    const turn = history[index];
    for (const fragment of turn?.fragments ?? []) {
      const isAgain = turn?.role === 'user' && fragment.redacted === undefined && again.delete(sameness(fragment));
      if (!isAgain) used += fragment.text.length;
    }
    if (used > limit && history.length - index > needed) break;
    if (turn?.role === 'user') first = index;
  }
  return history.slice(first);
}

/**
 * The last place, which is the one that `recent` has room for. Where something was redacted in it, its placeholders may
 * be forgotten by now, and it stays behind: what is attached is then sent as if it were new.
 */
function placeOf(part: Part, earlier: readonly ChatTurn[]): Pick<Repeated, 'turn' | 'fragment'> | undefined {
  const wanted = sameness(part);
  for (let turn = earlier.length - 1; turn >= 0; turn--) {
    const { role, fragments } = earlier[turn] ?? { role: 'assistant', fragments: [] };
    const fragment = role === 'user' ? fragments.findIndex((each) => each.redacted === undefined && sameness(each) === wanted) : -1;
    if (fragment !== -1) return { turn, fragment };
  }
  return undefined;
}

/** The same for two texts that are the same, from the same place. */
function sameness({ text, origin }: Fragment): string {
  return JSON.stringify([origin, text]);
}

/** Names the attachment, so that the model knows which of those further up the question is about. */
function reference({ origin, label }: Part, attachment: Attached): Part {
  const text = `${nameOfAttached(attachment)}: as it stands further up, unchanged`;
  return { text, origin, purpose: 'subject', linesBefore: 1, ...(label && { label }) };
}
