import * as l10n from '@vscode/l10n';
import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';
import {
  organisationKeys,
  policySchema,
  rulesFileName,
  rulesSchema,
  type ContentPattern,
  type FileRule,
  type Rules,
} from '../../../protocol/rules.ts';
import { contentPatternFault } from './contentPattern.ts';
import { destinationPattern } from './destinationPattern.ts';
import { patternFault } from './pattern.ts';

/** What is wrong with a rule file, and where. Line and column count from 1, the column in UTF-16 code units. */
export interface RulesProblem {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A rule and the line that it is written at, counted from 1. */
export interface WrittenRule extends FileRule {
  readonly line: number;
}

export interface WrittenPattern extends ContentPattern {
  readonly line: number;
}

/** Whose rule file it is: that decides what it may say. A `.vigie.json` is a workspace's, in whatever folder it lies. */
export type RulesForm = 'organisation' | 'workspace' | 'user';

/** What a rule file says. What is not written is at its default. */
export interface RuleSet extends Omit<Rules, 'files' | 'content'> {
  readonly files: readonly WrittenRule[];
  readonly detectors: Rules['content']['detectors'];
  readonly patterns: readonly WrittenPattern[];
  /** The lines of keys that concern no rule of their own, from 1. */
  readonly lines: { readonly dataExtensions: number; readonly destinations: number };
}

/** The rules of a file that says nothing. */
export const noRules: RuleSet = ruleSet('{}', undefined, policySchema.parse({}));

/**
 * Reads the text of a rule file.
 * @returns all rules, or all problems; a file with one problem has no rules, since half a rule file may allow what
 * the other half forbids.
 */
export function parseRules(text: string, form: RulesForm): { rules: RuleSet } | { problems: RulesProblem[] } {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  if (tree === undefined || errors.length > 0) return { problems: syntaxProblems(text, errors) };
  const value: unknown = getNodeValue(tree);
  const parsed = form === 'organisation' ? policySchema.safeParse(value) : rulesSchema.safeParse(value);
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => schemaProblem(text, tree, issue)) };
  }
  const rules: Rules = { ...policyDefaults, ...parsed.data };
  const at = (...path: (string | number)[]) => positionAt(text, findNodeAtLocation(tree, path)?.offset ?? 0);
  const meant = [
    ...duplicateKeys(text, tree),
    ...pathProblems(at, rules, form),
    ...contentProblems(at, rules, form),
    ...clearanceProblems(at, rules),
  ];
  return meant.length > 0 ? { problems: meant } : { rules: ruleSet(text, tree, rules) };
}

const policyDefaults = policySchema.parse({});

function ruleSet(text: string, tree: Node | undefined, { files, content, ...rest }: Rules): RuleSet {
  const lineOf = (...path: (string | number)[]): number =>
    positionAt(text, (tree && findNodeAtLocation(tree, path)?.offset) ?? 0).line;
  return {
    ...rest,
    files: files.map((rule, index) => ({ ...rule, line: lineOf('files', index) })),
    detectors: content.detectors,
    patterns: content.patterns.map((pattern, index) => ({ ...pattern, line: lineOf('content', 'patterns', index) })),
    lines: { dataExtensions: lineOf('dataExtensions'), destinations: lineOf('destinations') },
  };
}

/** The place of what stands at a path of the JSON. */
type At = (...path: (string | number)[]) => { line: number; column: number };

/** JSON keeps the last of two equal keys and forgets the other, be it the stricter. */
function duplicateKeys(text: string, node: Node): RulesProblem[] {
  const children = node.children ?? [];
  const keys = node.type === 'object' ? children.map((property) => property.children?.[0]) : [];
  const twice = keys.filter((key, index) => keys.findIndex((other) => other?.value === key?.value) < index);
  return [
    ...twice.map((key) => ({
      message: l10n.t('“{0}” stands here twice, and only one would count. Remove one.', String(key?.value)),
      ...positionAt(text, key?.offset ?? node.offset),
    })),
    ...children.flatMap((child) => duplicateKeys(text, child)),
  ];
}

function pathProblems(at: At, { files }: Rules, form: RulesForm): RulesProblem[] {
  return files.flatMap(({ paths }, index) => {
    const faults = paths.flatMap((path, number) => {
      const message = patternFault(path, form === 'workspace' ? 'folder' : 'machine');
      return message === undefined ? [] : [{ message, ...at('files', index, 'paths', number) }];
    });
    const onlyExceptions = paths.every((path) => path.startsWith('!'));
    return onlyExceptions
      ? [{ message: l10n.t('These are exceptions only. Write what they are exceptions from as well.'), ...at('files', index, 'paths') }]
      : faults;
  });
}

function contentProblems(at: At, { content }: Rules, form: RulesForm): RulesProblem[] {
  const { detectors, patterns } = content;
  const off = Object.entries(detectors).flatMap(([name, state]) => {
    if (state !== 'off') return [];
    const place = at('content', 'detectors', name);
    if (name === 'credentials') return [{ message: l10n.t('Credentials are always looked for. Remove this.'), ...place }];
    if (form === 'workspace' || form === 'organisation') return [];
    const message = l10n.t('Only the rule file of a workspace folder, or of the organisation, may turn a detector off.');
    return [{ message, ...place }];
  });
  const faults = patterns.flatMap((pattern, index) => {
    const message = contentPatternFault(pattern);
    return message === undefined ? [] : [{ message, ...at('content', 'patterns', index, 'pattern') }];
  });
  const twice = patterns.flatMap(({ name }, index) =>
    patterns.findIndex((other) => other.name === name) < index
      ? [{ message: l10n.t('Another pattern is called “{0}” too. Give each a name of its own.', name), ...at('content', 'patterns', index, 'name') }]
      : [],
  );
  return [...off, ...faults, ...twice];
}

function clearanceProblems(at: At, { clearances }: Rules): RulesProblem[] {
  return clearances.flatMap(({ destination }, index) => {
    const pattern = destinationPattern(destination);
    return typeof pattern === 'string' ? [{ message: pattern, ...at('clearances', index, 'destination') }] : [];
  });
}

function syntaxProblems(text: string, errors: ParseError[]): RulesProblem[] {
  if (errors.length === 0) return [{ message: l10n.t('The rule file is empty. Write {0} for no rules.', '{}'), line: 1, column: 1 }];
  // What follows the first error is mostly its consequence.
  return errors.slice(0, 1).map(({ error, offset }) => ({ message: syntaxMessage(printParseErrorCode(error)), ...positionAt(text, offset) }));
}

/** @param error the library's name of it */
function syntaxMessage(error: string): string {
  switch (error) {
    case 'CommaExpected':
      return l10n.t('A comma is missing before this.');
    case 'ColonExpected':
      return l10n.t('A colon is missing before this.');
    case 'CloseBraceExpected':
      return l10n.t('A closing } is missing.');
    case 'CloseBracketExpected':
      return l10n.t('A closing ] is missing.');
    case 'ValueExpected':
      return l10n.t('A value is missing here.');
    case 'PropertyNameExpected':
      return l10n.t('A name in quotes is missing here.');
    case 'UnexpectedEndOfString':
      return l10n.t('The closing quote of a text is missing.');
    case 'UnexpectedEndOfComment':
      return l10n.t('The end of a comment is missing.');
    case 'EndOfFileExpected':
      return l10n.t('Nothing may follow after the last }.');
    default:
      return l10n.t('This is not valid JSON.');
  }
}

function schemaProblem(text: string, tree: Node, issue: z.core.$ZodIssue): RulesProblem {
  return { message: describe(issue), ...positionAt(text, nodeOf(tree, issue)?.offset ?? 0) };
}

/** The nearest node that exists on the way to the issue; for a key that may not stand there, the key itself. */
function nodeOf(tree: Node, issue: z.core.$ZodIssue): Node | undefined {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') return keyOf(tree, [...path, issue.keys[0] ?? '']);
  if (issue.code === 'invalid_key') return keyOf(tree, path);
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return tree;
}

function keyOf(tree: Node, path: (string | number)[]): Node | undefined {
  return findNodeAtLocation(tree, path)?.parent?.children?.[0];
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.length > 0 ? issue.path.map(String).join('.') : rulesFileName;
  switch (issue.code) {
    case 'unrecognized_keys':
      if (issue.keys.every((key) => issue.path.length === 0 && organisationKeys.includes(key))) {
        return l10n.t('Only the organisation’s rule file may say “{0}”. Remove it here.', issue.keys.join(', '));
      }
      return l10n.t('Vigie does not know “{0}”. Remove it or correct its name.', issue.keys.join(', '));
    case 'invalid_key':
      return l10n.t('Vigie does not know “{0}”. Remove it or correct its name.', String(issue.path.at(-1)));
    case 'invalid_value':
      return l10n.t('“{0}” must be one of: {1}.', where, issue.values.map(String).join(', '));
    case 'invalid_type':
      return l10n.t('“{0}” is missing or must be of type {1}.', where, issue.expected);
    case 'too_small':
      return l10n.t('“{0}” must not be empty.', where);
    case 'too_big':
      return l10n.t('“{0}” is too long: {1} at most.', where, String(issue.maximum));
    case 'invalid_format':
      if (issue.path[0] === 'content') return l10n.t('“{0}” must be small letters, with hyphens between.', where);
      return l10n.t('“{0}” must be small letters and digits, without the point.', where);
    case 'custom':
    case 'invalid_element':
    case 'invalid_union':
    case 'not_multiple_of':
      return l10n.t('“{0}” is not valid.', where);
  }
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
