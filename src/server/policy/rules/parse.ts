import * as l10n from '@vscode/l10n';
import { findNodeAtLocation, getNodeValue, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';
import { rulesSchema, type FileRule } from '../../../protocol/rules.ts';
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

/**
 * Reads the text of a `.vigie.json`.
 * @returns all rules, or all problems; a file with one problem has no rules, since half a rule file may allow what
 * the other half forbids.
 */
export function parseRules(text: string): { rules: WrittenRule[] } | { problems: RulesProblem[] } {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true, disallowComments: false });
  if (tree === undefined || errors.length > 0) return { problems: syntaxProblems(text, errors) };
  const parsed = rulesSchema.safeParse(getNodeValue(tree));
  if (!parsed.success) {
    return { problems: parsed.error.issues.map((issue) => schemaProblem(text, tree, issue)) };
  }
  const meant = [...duplicateKeys(text, tree), ...patternProblems(text, tree, parsed.data.files)];
  if (meant.length > 0) return { problems: meant };
  const rules = parsed.data.files.map((rule, index) => ({
    ...rule,
    line: positionAt(text, findNodeAtLocation(tree, ['files', index])?.offset ?? 0).line,
  }));
  return { rules };
}

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

function patternProblems(text: string, tree: Node, rules: readonly FileRule[]): RulesProblem[] {
  return rules.flatMap(({ paths }, index) => {
    const at = (...below: number[]) =>
      positionAt(text, findNodeAtLocation(tree, ['files', index, 'paths', ...below])?.offset ?? 0);
    const faults = paths.flatMap((path, number) => {
      const message = patternFault(path);
      return message === undefined ? [] : [{ message, ...at(number) }];
    });
    const onlyExceptions = paths.every((path) => path.startsWith('!'));
    return onlyExceptions
      ? [{ message: l10n.t('These are exceptions only. Write what they are exceptions from as well.'), ...at() }]
      : faults;
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

/** The nearest node that exists on the way to the issue; for an unknown key, the key itself. */
function nodeOf(tree: Node, issue: z.core.$ZodIssue): Node | undefined {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  if (issue.code === 'unrecognized_keys') {
    const value = findNodeAtLocation(tree, [...path, issue.keys[0] ?? '']);
    return value?.parent?.children?.[0];
  }
  for (let length = path.length; length >= 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (node !== undefined) return node;
  }
  return tree;
}

function describe(issue: z.core.$ZodIssue): string {
  const where = issue.path.length > 0 ? issue.path.map(String).join('.') : '.vigie.json';
  if (issue.code === 'unrecognized_keys') {
    return l10n.t('Vigie does not know “{0}”. Remove it or correct its name.', issue.keys.join(', '));
  }
  if (issue.code === 'invalid_value') {
    return l10n.t('“{0}” must be one of: {1}.', where, issue.values.map(String).join(', '));
  }
  if (issue.code === 'invalid_type') return l10n.t('“{0}” is missing or must be of type {1}.', where, issue.expected);
  if (issue.code === 'too_small') return l10n.t('“{0}” must not be empty.', where);
  return l10n.t('“{0}” is not valid.', where);
}

function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
