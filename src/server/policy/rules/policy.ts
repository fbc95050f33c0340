import { detectorNames, patternRule, redactionModes, type DetectorName, type RedactionMode } from '../../../protocol/rules.ts';
import type { Detector } from '../detectors/detector.ts';
import type { MatchedRule, PolicyNow } from '../policyNow.ts';
import { Clearances } from './clearances.ts';
import { patternDetectors } from './contentPattern.ts';
import { placeIn, rulesOf, type Layer } from './layer.ts';

/**
 * Puts all layers together. The strictest of them decides everything, with two exceptions: what the organisation says
 * of a destination replaces that one's default clearance, and a trusted workspace folder may lift a presumption and
 * turn a detector off, if nothing is said against it.
 * @param builtIn the built-in detectors
 */
export function policyOf(layers: readonly Layer[], builtIn: readonly Detector[], generation: string): PolicyNow {
  const authority = layers.find(({ form, loosens, exists }) => form === 'organisation' && loosens && exists);
  const clearances = new Clearances(layers, authority);
  const patterns = layers.flatMap((layer) =>
    layer.rules.patterns.map((pattern) => ({ ...pattern, writtenAt: placeIn(layer, pattern.line) })),
  );
  const detectors = [...builtIn.filter(({ rule }) => isOn(rule, layers)), ...patternDetectors(patterns)];
  return {
    generation,
    problems: layers.flatMap(({ problems, file }) => problems.map((problem) => ({ ...problem, file }))),
    files: layers.map(({ file }) => file),
    detectors,
    rulesFor: (named, resolved) => rulesFor(layers, named, resolved),
    redactionOf: (rule) => redactionOf(rule, layers, detectors),
    cleared: (destination) => clearances.cleared(destination),
    closedBy: (destination) => clearances.closedBy(destination),
    presumptions: isLocked(layers) ? 'locked' : 'open',
    honoursAiIgnore: layers.every(({ rules, loosens }) => !loosens || rules.aiIgnoreFiles === 'honoured'),
  };
}

function isLocked(layers: readonly Layer[]): boolean {
  return layers.some(({ rules }) => rules.presumptions === 'locked');
}

function rulesFor(layers: readonly Layer[], named: string, resolved: string): MatchedRule[] {
  const locked = isLocked(layers);
  const matched = layers.flatMap((layer) => {
    const rules = rulesOf(layer, named, resolved);
    return locked && layer.form !== 'organisation' ? rules.map((rule) => ({ ...rule, liftsPresumption: false })) : rules;
  });
  const lifted = matched.some(({ liftsPresumption }) => liftsPresumption);
  // What a layer that only tightens calls internal is not public, whatever the others say.
  const internal = matched.some(({ label, liftsPresumption }) => label === 'internal' && !liftsPresumption);
  return matched
    .filter(({ rule }) => rule !== 'data-file' || !lifted)
    .map((rule) => (internal && rule.label === 'public' ? { ...rule, label: 'internal' } : rule));
}

function isOn(rule: string, layers: readonly Layer[]): boolean {
  if (!isDetectorName(rule) || rule === 'credentials') return true;
  if (layers.some(({ rules }) => rules.detectors[rule] === 'on')) return true;
  const off = layers.filter((layer) => layer.loosens && layer.rules.detectors[rule] === 'off');
  const folders = layers.filter(({ form, loosens }) => form === 'workspace' && loosens);
  // A folder that says nothing of it keeps it on for all, since a judgement is not one folder's.
  const byFolders = folders.length > 0 && folders.every((folder) => off.includes(folder));
  return !byFolders && !off.some(({ form }) => form === 'organisation');
}

function isDetectorName(rule: string): rule is DetectorName {
  return (detectorNames as readonly string[]).includes(rule);
}

/**
 * The strictest mode that a layer demands. The organisation and trusted workspace folders may choose a mode below the
 * default; of several folders, one that says nothing keeps the default.
 */
function redactionOf(rule: string, layers: readonly Layer[], detectors: readonly Detector[]): RedactionMode {
  const written = ({ rules }: Layer): RedactionMode[] =>
    rules.patterns.filter(({ name }) => patternRule(name) === rule).map(({ redaction }) => redaction);
  const usual = detectors.find((detector) => detector.rule === rule)?.redacts === true ? 'redact' : 'ask';
  const standard = strictest(layers.flatMap(written)) ?? usual;
  const said = (layer: Layer): RedactionMode | undefined => layer.rules.redaction[rule];
  const choosing = layers.filter(({ loosens }) => loosens);
  const organisation = choosing.filter(({ form }) => form === 'organisation').flatMap((layer) => said(layer) ?? []);
  const folders = choosing.filter(({ form }) => form === 'workspace').map((layer) => said(layer));
  const chosen =
    organisation.length > 0 || folders.length === 0
      ? strictest([...organisation, ...folders.filter((mode) => mode !== undefined)])
      : strictest(folders.map((mode) => mode ?? standard));
  const tightening = layers.filter(({ loosens }) => !loosens).flatMap((layer) => said(layer) ?? []);
  // A folder chooses for its own patterns only: how others' are treated is written with them.
  const others = layers.filter(({ form, loosens }) => form !== 'workspace' || !loosens).flatMap(written);
  return strictest([chosen ?? standard, ...tightening, ...others]) ?? standard;
}

function strictest(modes: readonly RedactionMode[]): RedactionMode | undefined {
  return redactionModes.findLast((mode) => modes.includes(mode));
}
