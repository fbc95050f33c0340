import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { exceeds } from '../../../protocol/label.ts';
import type { Place } from '../../../protocol/verdict.ts';
import { pathWithin } from '../path.ts';
import type { MatchedRule } from '../policyNow.ts';
import { presume } from '../presumption.ts';
import type { RulesForm, WrittenRule } from './parse.ts';
import { fromRoot } from './places.ts';
import type { RuleFile } from './ruleFile.ts';

/** One rule file in its place among the others. */
export interface Layer extends RuleFile {
  readonly form: RulesForm;
  /**
   * Whether it may loosen what nobody has tightened: the organisation's file, and that of a workspace folder which the
   * person trusts. All others only tighten.
   */
  readonly loosens: boolean;
  /** What a person calls the file. */
  readonly name: string;
  /** The folder that its patterns begin at, as the editor names it and in truth; none for the root of the disk. */
  readonly root?: { readonly named: string; readonly resolved: string } | undefined;
}

/** Where in a layer's file something is written. `line` counts from 1. */
export function placeIn({ name, file }: Layer, line: number): Place {
  return { name, uri: pathToFileURL(file).href, line };
}

/**
 * The rules of one layer that match a file.
 * @param named the path as the editor names it; a rule that matches only this one only tightens.
 * @param resolved the file's one true path.
 */
export function rulesOf(layer: Layer, named: string, resolved: string): MatchedRule[] {
  const { root, matcher, form, loosens, rules } = layer;
  if (rules.files.length === 0 && rules.dataExtensions.length === 0) return [];
  const byTrue = matched(root === undefined ? fromRoot(resolved) : pathWithin(root.resolved, resolved));
  const byNamed = matched(root === undefined ? fromRoot(named) : pathWithin(root.named, named));
  const tightening = byNamed.filter((rule) => !byTrue.includes(rule) && exceeds(rule.label, 'internal'));
  return [
    ...byTrue.filter(({ label }) => loosens || label !== 'public').map((rule) => told(rule, loosens)),
    ...tightening.map((rule) => told(rule, false)),
    ...byExtension(layer, [resolved, named]),
  ];

  function matched(path: string | undefined): WrittenRule[] {
    return path === undefined || path === '' ? [] : matcher.match(path);
  }

  function told({ label, reason, line }: WrittenRule, liftsPresumption: boolean): MatchedRule {
    return { label, reason, writtenAt: placeIn(layer, line), rule: `${form}-rule`, liftsPresumption };
  }
}

/** A rule of its own for what the organisation takes for a data file beside what everyone does. */
function byExtension(layer: Layer, paths: readonly string[]): MatchedRule[] {
  const { dataExtensions, lines } = layer.rules;
  if (dataExtensions.length === 0) return [];
  const more = new Set(dataExtensions);
  if (!paths.some((path) => presume(path) === undefined && presume(path, more)?.rule === 'data-file')) return [];
  const reason = l10n.t('Your organisation counts files with this extension as data files.');
  return [{ label: 'sensitive', reason, writtenAt: placeIn(layer, lines.dataExtensions), rule: 'data-file', liftsPresumption: false }];
}
