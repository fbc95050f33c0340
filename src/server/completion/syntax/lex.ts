import { grammarOf, type Grammar } from './grammar.ts';

/** What a point of a text is inside of, where that is not code. */
export interface Inside {
  readonly kind: 'comment' | 'string';
  /** What ends it: a quote, `*` + `/`, `\n` … */
  readonly close: string;
  readonly backslash: boolean;
  /** Whether it goes on over the end of a line. */
  readonly acrossLines: boolean;
}

export interface Bracket {
  /** A bracket, or a quote whose string began before the piece. */
  readonly mark: string;
  /** Where it stands in the piece, in UTF-16 code units. */
  readonly at: number;
  /** How many brackets of the piece are open around it. */
  readonly depth: number;
}

/** The state at the end of a piece of code, from which the next piece can be read. */
export interface State {
  readonly inside: Inside | undefined;
  /** The last character of code so far, neither white space nor comment; empty where there is none. */
  readonly last: string;
  /** Whether the cursor's line holds no code yet. */
  readonly lineStart: boolean;
}

/** The brackets, strings and comments of a piece of code. */
export interface Lexed extends State {
  /** Opening brackets that are not closed, from the outside in. */
  readonly open: readonly Bracket[];
  /** Closing brackets and quotes whose partner must stand before the piece, in order. */
  readonly unmatched: readonly Bracket[];
  /** Where the last code of the piece ends, leaving out white space and comments behind it. */
  readonly codeEnd: number;
}

export const startOfText: State = { inside: undefined, last: '', lineStart: true };

const partners: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', "'": '`' };

/** @returns the opening bracket that a closing one belongs to; a quote belongs to itself. */
export function openerOf(closer: string): string {
  return closer === "'" ? closer : (partners[closer] ?? closer);
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '`': "'" };

/** @returns the closing bracket that belongs to an opening one; a quote closes itself. */
export function closerOf(opener: string): string {
  return closers[opener] ?? opener;
}

/** How a query or another text of several lines begins in a string of R. */
const longText = /^[ \t]*(?:\r?\n|(?:select|with|insert|update|delete|create|merge|drop)\s)/i;

/** What stands behind the end of a string, not behind the beginning of one. */
const behindString = /^[ \t]*(?:[,)\]}\n]|\|>|%|$)/;

/** Whether the string of R that a quote begins goes over several lines. */
function isLong(text: string, at: number): boolean {
  if (longText.test(text.slice(at + 1, at + 40))) return true;
  const close = text.indexOf(text.charAt(at), at + 1);
  const end = text.indexOf('\n', at);
  return end !== -1 && end < close && behindString.test(text.slice(close + 1, close + 40));
}

/** Whether the quote that would close a string stands on its line, so that it needs no look further down. */
function closesInLine(text: string, at: number): boolean {
  const close = text.indexOf(text.charAt(at), at + 1);
  return close !== -1 && !text.slice(at, close).includes('\n');
}

/** Characters that begin nothing in any language, with single spaces between them; and white space within a line. */
const ordinary = /[^\s()[\]{}"'`#/%*<-]+(?: [^\s()[\]{}"'`#/%*<-]+)*/y;
const space = /[ \t\r\f\v\u00a0]+/y;

const rawOpening = /^(-*)([([{])/;
const wordBefore = /[\p{L}\p{N}_.]$/u;

/**
 * Reads brackets, leaving out those in strings and comments. A string ends at the end of its line at the latest unless
 * the language writes such strings over several lines: an apostrophe that is none must not swallow the code behind it.
 * @param from where the text before the piece ended
 */
export function lex(text: string, language: string, from: State = startOfText): Lexed {
  return new Lexer(text, grammarOf(language), from).run();
}

/**
 * Where the reading of a text can be taken up again: at the beginning of a line of code, before which nothing depends
 * on what follows it.
 */
export interface Checkpoint extends Pick<Lexed, 'open' | 'unmatched' | 'codeEnd' | 'last'> {
  /** The text before it. */
  readonly before: string;
}

/**
 * Reads a text as `lex` does, from a checkpoint on where one is given that its beginning has.
 * @returns with the checkpoint at the beginning of the last line, where one can be there and none was given
 */
export function lexOn(text: string, language: string, from?: Checkpoint): { readonly lexed: Lexed; readonly checkpoint: Checkpoint | undefined } {
  const lexer = new Lexer(text, grammarOf(language), startOfText, from);
  return { lexed: lexer.run(), checkpoint: lexer.checkpoint };
}

/** @returns how many more brackets a piece opens than it closes, leaving out quotes. */
export function netDepth({ open, unmatched }: Lexed): number {
  const closing = unmatched.filter(({ mark }) => ')]}'.includes(mark));
  return open.filter(({ mark }) => mark !== '`').length - closing.length;
}

class Lexer {
  readonly #text: string;
  readonly #grammar: Grammar;
  readonly #open: Bracket[] = [];
  readonly #unmatched: Bracket[] = [];
  #inside: Inside | undefined;
  #borrowed: boolean;
  #last: string;
  #lineStart: boolean;
  #codeEnd = 0;
  #at = 0;
  /** Where the last line begins. */
  readonly #lastLine: number;
  /** Whether something that was read depends on lines that follow. */
  #looksAhead = false;
  #checkpoint: Checkpoint | undefined;

  constructor(text: string, grammar: Grammar, from: State, after?: Checkpoint) {
    this.#text = text;
    this.#grammar = grammar;
    this.#lastLine = text.lastIndexOf('\n') + 1;
    this.#inside = from.inside;
    if (from.inside?.kind === 'string' && from.last === from.inside.close && grammar.longStrings === true) {
      this.#inside = { ...from.inside, acrossLines: longText.test(text.slice(0, 40)) };
    }
    this.#borrowed = from.inside?.kind === 'string';
    this.#last = from.last;
    this.#lineStart = from.lineStart;
    if (after === undefined) return;
    this.#open.push(...after.open);
    this.#unmatched.push(...after.unmatched);
    this.#last = after.last;
    this.#codeEnd = after.codeEnd;
    this.#at = after.before.length;
  }

  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  run(): Lexed {
    while (this.#at < this.#text.length) {
      if (this.#inside === undefined) this.#readCode();
      else this.#readInside(this.#inside);
    }
    return {
      open: this.#open,
      unmatched: this.#unmatched,
      codeEnd: this.#codeEnd,
      inside: this.#inside,
      last: this.#last,
      lineStart: this.#lineStart,
    };
  }

  #readCode(): void {
    const length = this.#runOf(ordinary);
    if (length > 0) this.#code(length);
    this.#at += this.#runOf(space);
    if (this.#at === this.#text.length) return;
    const character = this.#text.charAt(this.#at);
    if (character === '\n') this.#endLine();
    else if (!this.#beginsComment(character) && !this.#beginsString(character)) this.#readToken(character);
  }

  /** How many characters of a kind follow. */
  #runOf(kind: RegExp): number {
    kind.lastIndex = this.#at;
    return kind.test(this.#text) ? kind.lastIndex - this.#at : 0;
  }

  #endLine(): void {
    this.#at++;
    this.#lineStart = true;
    while (this.#open.at(-1)?.mark === '`') this.#open.pop();
    if (this.#at !== this.#lastLine || this.#looksAhead) return;
    const [before, last, codeEnd] = [this.#text.slice(0, this.#at), this.#last, this.#codeEnd];
    this.#checkpoint = { before, open: [...this.#open], unmatched: [...this.#unmatched], last, codeEnd };
  }

  #readToken(character: string): void {
    const start = this.#at;
    this.#code(1);
    if (character === '%' && this.#grammar.percentEscapes === true && '\'"()'.includes(this.#text.charAt(this.#at))) {
      this.#code(1);
    } else if ('([{'.includes(character) || (character === '`' && this.#grammar.macroQuotes === true)) {
      this.#open.push({ mark: character, at: start, depth: this.#open.length });
    } else if (')]}'.includes(character) || (character === "'" && this.#grammar.macroQuotes === true)) {
      if (this.#open.at(-1)?.mark === partners[character]) this.#open.pop();
      else this.#unmatched.push({ mark: character, at: start, depth: this.#open.length });
    }
  }

  #code(length: number): void {
    this.#at += length;
    this.#codeEnd = this.#at;
    this.#last = this.#text.charAt(this.#at - 1);
    this.#lineStart = false;
  }

  #beginsComment(character: string): boolean {
    const { lineComments, blockComment, starComment } = this.#grammar;
    if (blockComment !== undefined && this.#text.startsWith(blockComment.open, this.#at)) {
      return this.#enter('comment', blockComment.close, blockComment.open.length);
    }
    for (const mark of lineComments) {
      if (this.#text.startsWith(mark, this.#at)) return this.#enter('comment', '\n', mark.length);
    }
    if (starComment === 'statement' && this.#text.startsWith('%*', this.#at)) return this.#enter('comment', ';', 2);
    if (character !== '*' || starComment === undefined) return false;
    if (starComment === 'line') return this.#lineStart && this.#enter('comment', '\n', 1);
    return (this.#last === '' || this.#last === ';') && this.#enter('comment', ';', 1);
  }

  #enter(kind: 'comment' | 'string', close: string, length: number, more?: Partial<Inside>): true {
    this.#inside = { kind, close, backslash: false, acrossLines: kind === 'comment' && close !== '\n', ...more };
    this.#at += length;
    return true;
  }

  #beginsString(character: string): boolean {
    const { quotes, backslash, tripleQuotes, macroQuotes, longStrings, quotesAtValues } = this.#grammar;
    if (macroQuotes === true && this.#text.startsWith('`"', this.#at)) return this.#string('"\'', 2);
    if (!quotes.includes(character)) return false;
    if (quotesAtValues === true && /[^\s[{,:(]/.test(this.#text.charAt(this.#at - 1))) return false;
    if (tripleQuotes === true && this.#text.startsWith(character.repeat(3), this.#at)) {
      return this.#string(character.repeat(3), 3, { backslash, acrossLines: true });
    }
    if (this.#beginsRawString()) return true;
    this.#looksAhead ||= longStrings === true && !closesInLine(this.#text, this.#at);
    const long = longStrings === true && isLong(this.#text, this.#at);
    return this.#string(character, 1, { backslash, acrossLines: long });
  }

  #string(close: string, length: number, more?: Partial<Inside>): true {
    this.#code(length);
    this.#at -= length;
    return this.#enter('string', close, length, more);
  }

  #beginsRawString(): boolean {
    if (this.#grammar.rawStrings !== true || !/[rR]/.test(this.#text.charAt(this.#at - 1))) return false;
    if (wordBefore.test(this.#text.slice(Math.max(0, this.#at - 2), this.#at - 1))) return false;
    const opening = rawOpening.exec(this.#text.slice(this.#at + 1, this.#at + 20));
    if (opening === null) return false;
    const [mark, dashes = '', bracket = ''] = opening;
    const close = `${closerOf(bracket)}${dashes}${this.#text.charAt(this.#at)}`;
    return this.#string(close, 1 + mark.length, { acrossLines: true });
  }

  #readInside(inside: Inside): void {
    const start = this.#at;
    const { end, closed } = endOf(inside, this.#text, start);
    this.#at = end;
    if (inside.kind === 'string') {
      this.#codeEnd = end;
      this.#last = this.#text.charAt(end - 1);
      this.#lineStart = false;
      const { close } = inside;
      if (closed && this.#borrowed) this.#unmatched.push({ mark: close, at: end - close.length, depth: 0 });
    }
    if (!closed && (inside.acrossLines || end === this.#text.length)) return;
    this.#inside = undefined;
    this.#borrowed = false;
  }
}

/** Where a string or comment ends, behind what closes it; at the line end where that cuts it off. */
function endOf(inside: Inside, text: string, from: number): { end: number; closed: boolean } {
  const { close, acrossLines, backslash } = inside;
  if (close === '\n') {
    const at = text.indexOf('\n', from);
    return at === -1 ? { end: text.length, closed: false } : { end: at, closed: true };
  }
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (backslash && character === '\\') at++;
    else if (text.startsWith(close, at)) return { end: at + close.length, closed: true };
    else if (character === '\n' && !acrossLines) return { end: at, closed: false };
  }
  return { end: text.length, closed: false };
}
