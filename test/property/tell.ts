import { nameOf, roots } from './files.ts';
import { patterns } from './patterns.ts';
import { layers, views, type Beside, type RuleSpec, type Say, type Shown, type Step, type Story } from './story.ts';

/** A case as a person reads it: the rules that there are, then what is done, a line for each. */
export function tell({ bothFolders, instructs, to, rules, beside, steps }: Story): string {
  return [
    '',
    `The editor has ${bothFolders ? 'top/study and second' : 'top/study'} open; requests go to ${to}.`,
    ...(instructs ? ['The folders have instructions for the model.'] : []),
    ...layers.flatMap((layer) => (rules[layer] === undefined ? [] : [`The rules of ${layer}: ${rulesIn(rules[layer])}.`])),
    ...besideIn(beside),
    ...steps.map((step, index) => `${index + 1}. ${stepIn(step)}`),
    '',
  ].join('\n');
}

function rulesIn(spec: RuleSpec): string {
  const { broken, files = [], clearances = [], nir, redaction = {}, studyNumber, locked, ignoresAiIgnore, listed } = spec;
  const all = [
    ...(broken === undefined ? [] : [`broken (${broken})`]),
    ...files.map(({ pattern, label }) => `${patterns[pattern].lines.join(' ')} is ${label}`),
    ...clearances.map(({ of, label }) => `“${of}” may receive ${label}`),
    ...(nir === undefined ? [] : [`the NIR detector is ${nir}`]),
    ...Object.entries(redaction).map(([rule, mode]) => `${rule}: ${mode}`),
    ...(studyNumber === undefined ? [] : [`study numbers are ${studyNumber.label} (${studyNumber.redaction})`]),
    ...(locked === true ? ['presumptions are locked'] : []),
    ...(ignoresAiIgnore === true ? ['AI-ignore files do not count'] : []),
    ...(listed === true ? ['only listed destinations'] : []),
  ];
  return all.length === 0 ? 'nothing' : all.join('; ');
}

function besideIn({ aiIgnore, gitAttributes = [] }: Beside): string[] {
  return [
    ...(aiIgnore === undefined ? [] : [`${aiIgnore.name} has ${aiIgnore.pattern}.`]),
    ...gitAttributes.map(({ pattern, says }) => `.gitattributes has ${pattern} ${says}.`),
  ];
}

function stepIn(step: Step): string {
  switch (step.do) {
    case 'ghost':
      return `Ask for ghost text in ${shownIn(step.in)}, the cursor ${typeof step.at === 'number' ? `at ${Math.round(step.at * 100)} %` : step.at}.`;
    case 'chat': {
      const attached = step.attach.map(({ shown, from, way = 'as it is' }) => `${shownIn(shown)}${from === undefined ? '' : ` from line ${from + 1} on`} (${way})`);
      const asked = step.prompt === undefined ? (step.explain ? ['to be explained'] : []) : [`by ${fileIn(step.prompt)}`];
      const how = [...asked, ...(step.redact ? ['redacted'] : [])].join(', ');
      return `Ask in conversation ${step.conversation} ${sayIn(step.say)}, attaching ${attached.join(' and ') || 'nothing'}${how && ` (${how})`}.`;
    }
    case 'continue':
      return `Let the last answer of conversation ${step.conversation} go on, with ${shownIn(step.attach)} attached.`;
    case 'choose':
      return `Have conversation ${step.conversation} ask ${step.at ?? 'where the settings say'} from now on.`;
    case 'claim':
      return `Hand over ${fileIn(step.of)} as a former turn that came from “${step.origin}”.`;
    case 'rules':
      return `Change the rules of ${step.layer} ${step.where === 'disk' ? 'on the disk' : 'in an unsaved editor'} to: ${step.spec === undefined ? 'no file' : rulesIn(step.spec)}.`;
    case 'beside':
      return `Change what other files say to: ${besideIn(step.beside).join(' ') || 'nothing'}`;
    case 'close':
      return 'Close all editors.';
    case 'delete':
      return `Delete ${fileIn(step.name)}.`;
    case 'switch':
      return `Switch to ${step.to}.`;
    case 'trust':
      return step.trusted ? 'Trust the workspace.' : 'Take trust from the workspace.';
  }
}

function shownIn({ name, view, unsaved }: Shown): string {
  return `${fileIn(name)} ${views[view]}${unsaved === undefined ? '' : `, with ${unsaved} unsaved`}`;
}

function fileIn(key: string): string {
  const { root, path, leadsTo, sameAs } = nameOf(key);
  const other = leadsTo === undefined ? (sameAs === undefined ? '' : `, a hard link of ${sameAs}`) : `, a link to ${leadsTo}`;
  return `“${key}” (${roots[root]}/${path}${other})`;
}

function sayIn(say: Say): string {
  return say.what === 'canary' || say.what === 'rows' ? `with the ${say.what} of ${fileIn(say.of)}` : `with ${say.what}`;
}
