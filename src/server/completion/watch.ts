import { balance } from './brackets.ts';
import { charactersFor, defaults } from './defaults.ts';
import { isFence } from './language.ts';
import { isFollowingLine } from './postprocess/followingLines.ts';
import { isPreamble } from './postprocess/preamble.ts';
import { cycleAtEnd } from './postprocess/repetition.ts';
import { wordCharacter, type Scope } from './shape.ts';
import { beginsStep, blocksOpened, endsBlock } from './syntax/blocks.ts';
import { contextOf } from './syntax/context.ts';
import { lex, netDepth, type State } from './syntax/lex.ts';
import { isAtLineEnd, isDangling, mayGoOn, mayGoOnWith } from './syntax/statement.ts';
import { commentOf } from './syntax/wish.ts';
import type { View } from './view.ts';

/** What to do with a line that has arrived: go on after it, end with it, or end before it. */
type Verdict = 'goOn' | 'endWith' | 'endBefore';

/**
 * A line that ends in the same few characters over and over, as a small model writes when it is lost: `_id_id_id…`,
 * `00000…`. Eight times is more than a table of constants repeats one value within a line.
 */
const stuck = /([\p{L}\p{N}_][^\n]{0,15}?)\1{7,}$/u;

function isStuck(line: string): boolean {
  return stuck.test(line.slice(-defaults.stuckReach));
}

/** A line that goes on with what the bracket before it has closed: `) |>`, `} else {`, `},`. */
const closing = /^\s*[)\]}]/;

function indentation(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].replaceAll('\t', '    ').length ?? 0;
}

/**
 * Reads an answer as it streams in and says when it has gone as far as its scope. Each line is judged once, when it
 * is complete.
 */
export class ScopeWatch {
  readonly #view: View;
  readonly #scope: Scope;
  readonly #kept: string[] = [];
  /** The lines kept so far that are not blank and not preamble. */
  readonly #content: string[] = [];
  #partial = '';
  #complete = false;
  /** Whether a line of the answer itself, rather than its preamble, was read. */
  #begun = false;
  #depth: number;
  /** How many blocks that words enclose are open: steps, loops, programs. */
  #blocks: number;
  /** Where reading stands between two lines: in a string of several lines, say. */
  #state: State;
  /** Whether the line that is judged begins in a string or comment of several lines. */
  #inString = false;
  #base: number;
  #deeper = false;

  constructor(view: View, scope: Scope) {
    this.#view = view;
    this.#scope = scope;
    const { lineBefore, language } = view;
    const open = balance(lineBefore, language.id).open.length;
    this.#depth = open === 0 && /,\s*$/.test(lineBefore) ? 1 : open;
    this.#blocks = blocksOpened(lineBefore, language.id);
    this.#base = indentation(lineBefore);
    this.#state = contextOf(view).lexed;
  }

  /** The answer as far as it belongs to the scope. */
  get text(): string {
    const wanted = this.#scope !== 'line' || this.#kept.length === 0 || this.#mayBeNext(this.#partial);
    return this.#complete || !wanted ? this.#kept.join('\n') : [...this.#kept, this.#partial].join('\n');
  }

  /** The lines of the answer that are complete, or undefined where they hold nothing yet but comments and brackets. */
  get wholeLines(): string | undefined {
    const useful = this.#content.some((line) => wordCharacter.test(line) && !this.#isComment(line));
    return useful ? this.#kept.join('\n') : undefined;
  }

  /**
   * @param chunk the next piece of the answer
   * @returns whether the answer is complete; nothing more should be read then
   */
  push(chunk: string): boolean {
    this.#partial += chunk.replaceAll('\r', '');
    for (;;) {
      const end = this.#partial.indexOf('\n');
      if (end === -1) this.#complete ||= this.#isLost(this.#partial);
      if (end === -1 || this.#complete) return this.#complete;
      const line = this.#partial.slice(0, end);
      this.#partial = this.#partial.slice(end + 1);
      const verdict = this.#judge(line);
      if (verdict !== 'endBefore') this.#kept.push(line);
      this.#complete = verdict !== 'goOn';
    }
  }

  #judge(line: string): Verdict {
    const { language, lineBefore } = this.#view;
    if (this.#isLost(line)) return 'endBefore';
    if (!this.#begun && isPreamble(line, language)) return 'goOn';
    if (language.within !== 'prose' && isFence(line)) return 'endBefore';
    const first = !this.#begun;
    this.#begun = true;
    if (this.#scope === 'line') return this.#judgeOnly(line, first);
    if (line.trim() === '') return this.#judgeBlank();
    return this.#judgeContent(first ? lineBefore + line : line, first, line);
  }

  /** At the end of a complete line the one line that is wanted is the next. */
  #judgeOnly(line: string, first: boolean): Verdict {
    const blank = line.trim() === '';
    if (first) return blank && (isAtLineEnd(this.#view) || mayGoOn(this.#view)) ? 'goOn' : 'endWith';
    if (blank) return this.#judgeBlank();
    if (!this.#mayBeNext(line)) return 'endBefore';
    const { nextLine, language } = this.#view;
    return isFollowingLine(line, nextLine, this.#readBrackets(line) < 0, language.id) ? 'endBefore' : 'endWith';
  }

  /** Whether a line may stand below the cursor's. */
  #mayBeNext(line: string): boolean {
    return !this.#begun || isAtLineEnd(this.#view) || mayGoOnWith(line, this.#view);
  }

  /** Whether a line leads nowhere: stuck, or, among several lines of code, longer than one may be alone. */
  #isLost(line: string): boolean {
    const mayBeLong = this.#scope === 'line' || this.#view.language.within === 'prose';
    return isStuck(line) || (!mayBeLong && line.length > charactersFor(defaults.lineTokens));
  }

  #judgeBlank(): Verdict {
    if (this.#content.length > 0) return 'endBefore';
    return this.#kept.length <= defaults.leadingBlankLines ? 'goOn' : 'endBefore';
  }

  /** @param full the line with the cursor's before it, where it is the first */
  #judgeContent(full: string, first: boolean, line: string): Verdict {
    const { language, nextLine, rest } = this.#view;
    this.#inString = this.#state.inside?.acrossLines === true;
    this.#depth += this.#readBrackets(line);
    const inBlock = this.#blocks > 0;
    this.#blocks += blocksOpened(line, language.id);
    const ownLine = !first || rest.trim() === '';
    if (ownLine && isFollowingLine(full, nextLine, this.#depth < 0, language.id)) return 'endBefore';
    if (inBlock && this.#scope !== 'paragraph' && beginsStep(line, language.id)) return 'endBefore';
    if (this.#isOutside(full, first)) return this.#endsWhatIsOpen(line) ? 'endWith' : 'endBefore';
    if (this.#goesRound(full)) return 'endBefore';
    this.#content.push(full);
    return this.#content.length >= defaults.blockLines || this.#isWhole(line) ? 'endWith' : 'goOn';
  }

  /** How many more brackets a line opens than it closes. */
  #readBrackets(line: string): number {
    const read = lex(`${line}\n`, this.#view.language.id, this.#state);
    this.#state = read;
    return netDepth(read);
  }

  /** Whether a line stands outside what the cursor is in, by its indentation. */
  #isOutside(line: string, first: boolean): boolean {
    const depth = indentation(line);
    if (this.#scope === 'paragraph' && this.#content.length === 0) this.#base = depth;
    if (first || this.#inString) return false;
    if (depth < this.#base) return true;
    if (depth > this.#base) {
      this.#deeper = true;
      return false;
    }
    if (this.#scope === 'indented') return true;
    const { id } = this.#view.language;
    return this.#scope === 'statement' && this.#deeper && !closing.test(line) && !endsBlock(line, id) && id !== 'sql';
  }

  /** Whether a line outside belongs to what is inside still: the end of a step, or a bracket that is all that is left. */
  #endsWhatIsOpen(line: string): boolean {
    return this.#content.length > 0 ? endsBlock(line, this.#view.language.id) : closing.test(line);
  }

  /** Whether a line completes a cycle of lines; those of its second round that were kept are taken out again. */
  #goesRound(line: string): boolean {
    const length = cycleAtEnd([...this.#content, line]);
    if (length > 0) this.#kept.splice(this.#kept.length - (length - 1), length - 1);
    return length > 0;
  }

  #isComment(line: string): boolean {
    return commentOf(line, this.#view.language.id) !== undefined;
  }

  /** Whether a line completes what the cursor's line has begun. */
  #isWhole(line: string): boolean {
    const { id } = this.#view.language;
    if (id === 'sql' && /;\s*$/.test(line)) return true;
    if (this.#isComment(line)) return false;
    return this.#scope === 'statement' && this.#depth <= 0 && this.#blocks <= 0 && !isDangling(line, id);
  }
}
