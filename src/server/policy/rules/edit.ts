import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';
import * as l10n from '@vscode/l10n';
import type { Label } from '../../../protocol/label.ts';
import { appendItem, removeItem } from './jsonItems.ts';
import { RuleMatcher } from './match.ts';
import { parseRules, type RulesProblem, type RuleSet } from './parse.ts';
import { patternFault } from './pattern.ts';

/** A pattern that stands for one file, or for all that a folder holds. */
export interface PathPattern {
  readonly pattern: string;
  /** Whether it stands for nothing else. A name may hold characters that no pattern can spell. */
  readonly exact: boolean;
}

/** What a rule says beside its paths. */
export interface RuleWords {
  readonly label: Label;
  readonly reason: string;
  /** All reasons by which a rule of this kind is known again, in whatever language it was written. */
  readonly reasons: readonly string[];
}

/** A rule file before or after a change. */
export type RulesEdit =
  | {
      readonly kind: 'edited';
      /** The whole new text. */
      readonly text: string;
      /** The line of the rule that was changed, from 1; undefined where it is gone. */
      readonly line: number | undefined;
      /** The line where that rule stood before, from 1; undefined for a new one. */
      readonly lineBefore: number | undefined;
    }
  /** The text is broken, or would be; `problem` says where. */
  | { readonly kind: 'broken'; readonly problem: RulesProblem };

/**
 * The pattern for one path, as `.gitignore` spells it.
 * @param path relative to the folder of the rule file, with `/`; empty for that folder itself.
 * @param isFolder whether all that the folder holds is meant.
 */
export function patternFor(path: string, isFolder: boolean): PathPattern {
  let exact = true;
  const escaped = path
    // `\` before these makes them plain; a `*` is one in brackets, since rule files take `\*` for a Windows path.
    .replace(/[?[\]]/g, '\\$&')
    .replace(/\*/g, '[*]')
    // Rule files forbid these outright, so any one character has to stand for them.
    .replace(/[{}\p{Cc}]|\\(?![?[\]])/gu, () => {
      exact = false;
      return '?';
    })
    .replace(/ +$/, (spaces) => '\\ '.repeat(spaces.length));
  const below = isFolder ? `${escaped === '' ? '' : `${escaped}/`}**` : escaped;
  // `/tmp/x` reads like a path of the machine; a pattern with a `/` inside is anchored without one before it, too.
  const anchored = `/${below}`;
  const pattern = patternFault(anchored, 'folder') === undefined ? anchored : below;
  return { pattern, exact };
}

/**
 * Adds a path to the rule of this kind, or writes such a rule. Comments and formatting stay.
 * @param text the rule file's text; undefined where there is none yet.
 */
export function addPath(text: string | undefined, pattern: string, words: RuleWords): RulesEdit {
  const before = text ?? newFile();
  const parsed = parseRules(before, 'workspace');
  if ('problems' in parsed) return broken(parsed.problems);
  const index = indexOf(parsed.rules, words);
  if (index === undefined) return edited(withRule(before, pattern, words), (rules) => rules.files.at(-1), undefined);
  const known = parsed.rules.files[index]?.paths.includes(pattern) === true;
  const paths = nodeAt(before, 'files', index, 'paths');
  const after = known || paths === undefined ? before : appendItem(before, paths, JSON.stringify(pattern));
  return edited(after, (rules) => rules.files[index], parsed.rules.files[index]?.line);
}

/**
 * Takes a path out of the rule of this kind; a rule that has no other path goes as a whole.
 * @returns undefined where no rule of this kind names the path.
 */
export function removePath(text: string, pattern: string, words: Pick<RuleWords, 'label' | 'reasons'>): RulesEdit | undefined {
  const parsed = parseRules(text, 'workspace');
  if ('problems' in parsed) return broken(parsed.problems);
  const { files } = parsed.rules;
  const index = files.findIndex(
    ({ label, paths, reason }) => label === words.label && words.reasons.includes(reason) && paths.includes(pattern),
  );
  const rule = files[index];
  if (rule === undefined) return undefined;
  const rest = rule.paths.filter((path) => path !== pattern);
  // Exceptions alone are no rule.
  if (rest.every((path) => path.startsWith('!'))) return edited(without(text, index, 'files'), () => undefined, rule.line);
  let changed = text;
  // From the last to the first, so that the places of those before stay.
  for (const [at, path] of [...rule.paths.entries()].reverse()) {
    if (path === pattern) changed = without(changed, at, 'files', index, 'paths');
  }
  return edited(changed, (rules) => rules.files[index], rule.line);
}

/** Whether a rule file's rules match a path as a rule with this label would have to. */
export function matches(text: string, path: string, label: Label): boolean {
  const parsed = parseRules(text, 'workspace');
  return 'rules' in parsed && new RuleMatcher(parsed.rules.files).match(path).some((rule) => rule.label === label);
}

/** What to replace in the old text to have the new one. Offsets are UTF-16 code units; `end` is exclusive. */
export function changeBetween(old: string, text: string): { start: number; end: number; text: string } {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) start++;
  let same = 0;
  while (same < shorter - start && old[old.length - 1 - same] === text[text.length - 1 - same]) same++;
  return { start, end: old.length - same, text: text.slice(start, text.length - same) };
}

function indexOf(rules: RuleSet, { label, reasons }: RuleWords): number | undefined {
  const index = rules.files.findIndex((rule) => rule.label === label && reasons.includes(rule.reason));
  return index < 0 ? undefined : index;
}

function newFile(): string {
  const comment = l10n.t('What of this folder may be sent to which language model. The strictest rule that matches a file decides.');
  return `{\n  // ${comment}\n  "files": []\n}\n`;
}

function withRule(text: string, pattern: string, { label, reason }: RuleWords): string {
  const rule = `{\n\t"paths": [${JSON.stringify(pattern)}],\n\t"label": "${label}",\n\t"reason": ${JSON.stringify(reason)}\n}`;
  const files = nodeAt(text, 'files');
  if (files !== undefined) return appendItem(text, files, rule);
  const root = nodeAt(text);
  if (root === undefined) return text;
  const withFiles = appendItem(text, root, '"files": []');
  const empty = nodeAt(withFiles, 'files');
  return empty === undefined ? withFiles : appendItem(withFiles, empty, rule);
}

function without(text: string, item: number, ...array: (string | number)[]): string {
  const node = nodeAt(text, ...array);
  return node === undefined ? text : removeItem(text, node, item);
}

function nodeAt(text: string, ...path: (string | number)[]): Node | undefined {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root && findNodeAtLocation(root, path);
}

/** Checks what was written as it will be read. */
function edited(
  text: string,
  find: (rules: RuleSet) => { readonly line: number } | undefined,
  lineBefore: number | undefined,
): RulesEdit {
  const parsed = parseRules(text, 'workspace');
  if ('problems' in parsed) return broken(parsed.problems);
  return { kind: 'edited', text, line: find(parsed.rules)?.line, lineBefore };
}

function broken([problem]: readonly RulesProblem[]): RulesEdit {
  return { kind: 'broken', problem: problem ?? { message: '', line: 1, column: 1 } };
}
