import { Foresight } from './foresight.ts';
import { Pace } from './pace.ts';
import { withPlainLineEnds, type Snapshot, type View } from './view.ts';

interface Step {
  readonly snapshot: Snapshot;
  /** What was known to follow the cursor. */
  readonly known: string;
}

/** How a person types in one document, and how that compares with what was foreseen. */
export class Typing {
  readonly #pace = new Pace();
  readonly #foresight = new Foresight();
  #last: Step | undefined;
  #deleting = false;
  #astray: number | undefined;
  #misses = 0;
  #keysSinceAsked = 0;
  /** What the cursor's line is to become, as it was foreseen when the person began it. */
  #foreseenLine: string | undefined;

  /** The usual gap between two keys, in milliseconds. */
  get gap(): number {
    return this.#pace.gap;
  }

  /** How often lines were foreseen, 0 to 1. */
  get foresight(): number {
    return this.#foresight.rate;
  }

  /** Whether the last key took text away. */
  get deleting(): boolean {
    return this.#deleting;
  }

  /** Keys since the person left what was known; undefined where nothing was known, or all of it was typed. */
  get astray(): number | undefined {
    return this.#astray;
  }

  /** How many answers for the cursor's line the person has contradicted. */
  get misses(): number {
    return this.#misses;
  }

  /** Keys in the cursor's line since the model was last asked. */
  get keysSinceAsked(): number {
    return this.#keysSinceAsked;
  }

  /** The model is asked about the state that was followed to last. */
  asked(): void {
    this.#keysSinceAsked = 0;
  }

  /** An answer came that the person had contradicted already. */
  missed(): void {
    this.#misses += 1;
  }

  /**
   * @param expected what was known to follow the cursor before this key; empty where nothing was
   * @param known what is known to follow the cursor now; empty where nothing is
   * @param now in milliseconds
   */
  follow(snapshot: Snapshot, view: View, expected: string, known: string, now: number): void {
    const last = this.#last;
    this.#last = { snapshot, known };
    this.#pace.key(now);
    this.#deleting = takesAway(last?.snapshot, snapshot);
    this.#astray = known === '' && last !== undefined ? this.#keysAstray(last, snapshot) : undefined;
    this.#keysSinceAsked += 1;
    if (expected !== '' && known === '' && last !== undefined && typedSince(last.snapshot, snapshot) !== expected) this.#misses += 1;
    const lines = snapshot.position.line - (last?.snapshot.position.line ?? -1);
    if (lines === 0) return;
    this.#misses = this.#keysSinceAsked = 0;
    if (lines > 0 && this.#foreseenLine !== undefined) this.#foresight.note(lineAbove(view, lines) === this.#foreseenLine);
    const begins = view.lineBefore.trim() === '' && known !== '' && !known.startsWith('\n');
    this.#foreseenLine = begins ? known.split('\n', 1)[0]?.trim() : undefined;
  }

  #keysAstray({ snapshot: last, known }: Step, snapshot: Snapshot): number | undefined {
    if (this.#astray !== undefined) return this.#astray + 1;
    return known === '' || known === typedSince(last, snapshot) ? undefined : 1;
  }
}

/** Whether the step from one state of a document to the next takes text away; false where there was no state before. */
export function takesAway(last: Snapshot | undefined, { text }: Snapshot): boolean {
  return last !== undefined && text.length < last.text.length;
}

function typedSince(last: Snapshot, { text, offset }: Snapshot): string {
  return withPlainLineEnds(text.slice(last.offset, offset));
}

/** The line so many lines above the cursor's, without the white space around it. */
function lineAbove({ before }: View, lines: number): string {
  return before.split('\n').at(-1 - lines)?.trim() ?? '';
}
