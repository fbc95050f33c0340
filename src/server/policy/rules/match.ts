import ignore from 'ignore';
import { exceeds } from '../../../protocol/label.ts';
import type { WrittenRule } from './parse.ts';
import { normalPattern } from './pattern.ts';

/** Tells which rules of one file match a path. */
export class RuleMatcher {
  readonly #rules: readonly { rule: WrittenRule; matches: (path: string) => boolean }[];

  constructor(rules: readonly WrittenRule[]) {
    this.#rules = rules.map((rule) => ({ rule, matches: matcherOf(rule) }));
  }

  /**
   * @param path relative to the rule file's folder, with `/`, without a leading `./`.
   * @returns the rules that match, in the order of the file.
   */
  match(path: string): WrittenRule[] {
    return this.#rules.filter(({ matches }) => matches(path)).map(({ rule }) => rule);
  }
}

/**
 * A rule that tightens matches in any letter case, because a file system may ignore case; a rule that loosens
 * matches only the case that it is written in.
 */
function matcherOf(rule: WrittenRule): (path: string) => boolean {
  const patterns = rule.paths.map(normalPattern);
  const exact = ignore({ ignorecase: false }).add(patterns);
  if (!exceeds(rule.label, 'internal')) return (path) => exact.ignores(path);
  const anyCase = ignore({ ignorecase: true }).add(patterns);
  return (path) => exact.ignores(path) || anyCase.ignores(path);
}
