import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { maximumRulesBytes, rulesFileName } from '../../../protocol/rules.ts';
import { errorCode } from '../errorCode.ts';
import { readBeginning } from '../readBeginning.ts';
import { RuleMatcher } from './match.ts';
import { parseRules, type RulesProblem } from './parse.ts';

/** The rules of one workspace folder as they stand on disk. */
export interface FolderRules {
  /** The rule file's path, whether it exists or not. */
  readonly file: string;
  /** The rules; where the file is broken, the last good ones. */
  readonly matcher: RuleMatcher;
  /** Empty where the file is sound or absent. */
  readonly problems: readonly RulesProblem[];
  /** Changes whenever the file does. */
  readonly stamp: string;
}

/**
 * Reads a folder's `.vigie.json` again whenever it has changed. It asks the file system each time instead of relying
 * on notifications, so that no request is ever judged by rules that are no longer there.
 */
export class FolderRulesReader {
  readonly #file: string;
  #stamp = '';
  #current: FolderRules;

  constructor(folder: string) {
    this.#file = join(folder, rulesFileName);
    this.#current = { file: this.#file, matcher: new RuleMatcher([]), problems: [], stamp: '' };
  }

  /** @returns the rules as of now. Never throws: what cannot be read is a problem among `problems`. */
  async read(): Promise<FolderRules> {
    try {
      const { mtimeNs, ctimeNs, size, ino } = await stat(this.#file, { bigint: true });
      const stamp = [mtimeNs, ctimeNs, size, ino].join();
      if (stamp === this.#stamp) return this.#current;
      const bytes = await readBeginning(this.#file, maximumRulesBytes + 1);
      if (bytes.length > maximumRulesBytes) {
        const limit = maximumRulesBytes / 1024;
        return this.#broken([problem(l10n.t('The rule file is larger than {0} kB and was not read.', limit))], stamp);
      }
      const parsed = parseRules(decode(bytes));
      if ('problems' in parsed) return this.#broken(parsed.problems, stamp);
      return this.#keep({ file: this.#file, matcher: new RuleMatcher(parsed.rules), problems: [], stamp }, stamp);
    } catch (error) {
      const code = errorCode(error) ?? '';
      if (code === 'ENOENT') return this.#keep({ file: this.#file, matcher: new RuleMatcher([]), problems: [], stamp: '' }, '');
      const cause = error instanceof TypeError ? 'UTF-8' : code;
      return this.#broken([problem(l10n.t('The rule file cannot be read ({0}). Check its permissions and encoding.', cause))], '');
    }
  }

  #broken(problems: RulesProblem[], stamp: string): FolderRules {
    return this.#keep({ ...this.#current, problems, stamp: stamp === '' ? JSON.stringify(problems) : stamp }, stamp);
  }

  #keep(rules: FolderRules, stamp: string): FolderRules {
    this.#stamp = stamp;
    this.#current = rules;
    return rules;
  }
}

function problem(message: string): RulesProblem {
  return { message, line: 1, column: 1 };
}

/** @throws TypeError for bytes that are not UTF-8: a path pattern read in the wrong encoding would match nothing. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
