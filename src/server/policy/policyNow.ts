import type { Label } from '../../protocol/label.ts';
import type { RuleId } from '../../protocol/ruleName.ts';
import type { RedactionMode } from '../../protocol/rules.ts';
import type { Place } from '../../protocol/verdict.ts';
import type { Destination } from './destination.ts';
import type { Detector } from './detectors/detector.ts';
import type { RulesProblem } from './rules/parse.ts';

export type { RedactionMode };

/** A rule that matches a file. */
export interface MatchedRule {
  readonly label: Label;
  /** The sentence that the rule's author wrote for whoever is blocked by it. */
  readonly reason: string;
  readonly writtenAt: Place;
  /** `organisation-rule`, `workspace-rule` or `user-rule`: the layer that it is written in. */
  readonly rule: RuleId;
  /** Whether it may say that a data file is open. Where not, it only tightens. */
  readonly liftsPresumption: boolean;
}

/** A problem of a rule file of any layer. */
export interface PolicyProblem extends RulesProblem {
  /** Absolute path of the rule file. */
  readonly file: string;
}

/** All layers of rules (organisation, workspace, user) at one moment. */
export interface PolicyNow {
  /** Changes whenever a rule of any layer has changed, on the disk or in an open editor. */
  readonly generation: string;
  /** What is wrong with rule files. While there is anything, only this machine may receive. */
  readonly problems: readonly PolicyProblem[];
  /** Absolute paths of all rule files that count if they exist. */
  readonly files: readonly string[];
  /** The built-in detectors that are on, and the patterns of all layers. */
  readonly detectors: readonly Detector[];
  /**
   * The rules of all layers that match a file.
   * @param named the file's absolute path as the editor names it; a rule that matches only this one only tightens.
   * @param resolved its one true path.
   */
  rulesFor(named: string, resolved: string): readonly MatchedRule[];
  /** How hits of a detector or pattern are treated, by its rule identifier. */
  redactionOf(rule: string): RedactionMode;
  /** The destination with the clearance that all layers together leave it. */
  cleared(destination: Destination): Destination;
  /**
   * Where it is written that nothing at all may go there, if it is: an organisation may list the destinations that
   * receive anything.
   */
  closedBy(destination: Destination): Place | undefined;
  /** `locked`: only the organisation may say of a data file that it is not sensitive. */
  readonly presumptions: 'open' | 'locked';
  /** Whether files that other tools' ignore files keep from AI are kept from Vigie's models too. */
  readonly honoursAiIgnore: boolean;
}
