import * as l10n from '@vscode/l10n';
import { maximumRulesBytes } from '../../../protocol/rules.ts';
import { errorCode } from '../errorCode.ts';
import { stampOf } from '../fileStamp.ts';
import { readBeginning } from '../readBeginning.ts';
import { statSwiftly } from '../swiftDisk.ts';
import { RuleMatcher } from './match.ts';
import { noRules, parseRules, type RulesForm, type RulesProblem, type RuleSet } from './parse.ts';

/** One rule file as it stands. */
export interface RuleFile {
  /** The file's path, whether it exists or not. */
  readonly file: string;
  readonly exists: boolean;
  /** The rules; where the file is broken, the last good ones. */
  readonly rules: RuleSet;
  /** Matches the rules for paths. */
  readonly matcher: RuleMatcher;
  /** Empty where the file is sound, or absent and may be. */
  readonly problems: readonly RulesProblem[];
}

/** The text of an editor that has a file open, saved or not; undefined where there is none. */
export type OpenText = (file: string) => string | undefined;

export interface RuleFileOptions {
  readonly form: RulesForm;
  /** Whether it is a problem that the file does not exist. */
  readonly required?: boolean;
  readonly openText?: OpenText | undefined;
}

/**
 * Reads a rule file again whenever it has changed. It asks the file system each time instead of relying on
 * notifications, so that no request is ever judged by rules that are no longer there. A file that is open in an editor
 * counts as it stands there.
 */
export class RuleFileReader {
  readonly #form: RulesForm;
  readonly #required: boolean;
  readonly #openText: OpenText;
  /** What the file system said when the file was last read; empty where that is not to be relied on. */
  #stamp = '';
  /** What was read: a text, or a failure. */
  #content = '';
  #current: RuleFile;

  constructor(file: string, { form, required = false, openText = () => undefined }: RuleFileOptions) {
    this.#form = form;
    this.#required = required;
    this.#openText = openText;
    this.#current = { file, exists: false, rules: noRules, matcher: new RuleMatcher([]), problems: [] };
  }

  /**
   * @returns the rules as of now; the same object as before where nothing has changed. Never throws: what cannot be
   * read is a problem among `problems`.
   */
  async read(): Promise<RuleFile> {
    const { file } = this.#current;
    const open = this.#openText(file);
    if (open !== undefined) return this.#takeText(open, '');
    try {
      const found = await statSwiftly(file);
      if (found === undefined) return this.#absent();
      const stamp = stampOf(found) ?? '';
      if (stamp !== '' && stamp === this.#stamp) return this.#current;
      const bytes = await readBeginning(file, maximumRulesBytes + 1);
      return bytes.length > maximumRulesBytes ? this.#broken(tooLarge(), stamp) : this.#takeText(decode(bytes), stamp);
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (code === 'ENOENT') return this.#absent();
      const cause = error instanceof TypeError ? 'UTF-8' : code;
      return this.#broken(l10n.t('The rule file cannot be read ({0}). Check its permissions and encoding.', cause), '');
    }
  }

  #takeText(text: string, stamp: string): RuleFile {
    this.#stamp = stamp;
    const content = `text ${text}`;
    if (content === this.#content) return this.#current;
    if (Buffer.byteLength(text) > maximumRulesBytes) return this.#broken(tooLarge(), stamp);
    this.#content = content;
    const parsed = parseRules(text, this.#form);
    if ('problems' in parsed) return this.#become({ exists: true, problems: parsed.problems });
    const { rules } = parsed;
    return this.#become({ exists: true, rules, matcher: new RuleMatcher(rules.files), problems: [] });
  }

  #absent(): RuleFile {
    if (this.#required) {
      return this.#broken(l10n.t('There is no such file. Correct the setting “vigie.policyFile”, or put the file there.'), '');
    }
    this.#stamp = '';
    if (this.#content === '') return this.#current;
    this.#content = '';
    return this.#become({ exists: false, rules: noRules, matcher: new RuleMatcher([]), problems: [] });
  }

  #broken(message: string, stamp: string): RuleFile {
    this.#stamp = stamp;
    const content = `failure ${message}`;
    if (content === this.#content) return this.#current;
    this.#content = content;
    return this.#become({ exists: true, problems: [{ message, line: 1, column: 1 }] });
  }

  #become(change: Partial<RuleFile>): RuleFile {
    this.#current = { ...this.#current, ...change };
    return this.#current;
  }
}

function tooLarge(): string {
  return l10n.t('The rule file is larger than {0} kB and was not read.', maximumRulesBytes / 1024);
}

/** @throws TypeError for bytes that are not UTF-8: a path pattern read in the wrong encoding would match nothing. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
