import { join } from 'node:path';
import fc from 'fast-check';
import { labels, type Label } from '../../src/protocol/label.ts';
import type { Origin } from '../../src/protocol/origin.ts';
import { GhostText } from '../../src/server/completion/engine.ts';
import { noKinship } from '../../src/server/policy/byKinship.ts';
import { Gate, type Verdict } from '../../src/server/policy/gate.ts';
import { harmless, internal, type Labelled } from '../../src/server/policy/labelled.ts';
import { Labeller, type Judgement, type LabellerOptions } from '../../src/server/policy/labeller.ts';
import type { PolicyNow } from '../../src/server/policy/policyNow.ts';
import type { Placeholder } from '../../src/server/policy/redaction/placeholders.ts';
import type { Draft } from '../../src/server/policy/request.ts';
import type { Destination } from '../../src/server/policy/destination.ts';
import { Workspace, type WorkspaceNow } from '../../src/server/policy/workspace.ts';
import { readWorkspaceWords } from '../../src/server/chat/commands/workspacePrompts.ts';
import type { Aim } from './arbitraries.ts';
import { realParts, type Parts } from './session.ts';
import type { RuleSpec } from './story.ts';

/** A gate that is broken in one way. */
export interface Mutant {
  readonly parts: Partial<Parts>;
  /** Where the fault shows often enough to be found in some hundred cases; left out, it shows everywhere. */
  readonly aim?: Aim;
}

/** A workspace whose rules are not what they should be. */
function rulesBut(change: (policy: PolicyNow) => Partial<PolicyNow>): Partial<Parts> {
  class WithOtherRules extends Workspace {
    override async now(): Promise<WorkspaceNow> {
      const now = await super.now();
      return { ...now, policy: { ...now.policy, ...change(now.policy) } };
    }
  }
  return { workspace: (...options) => new WithOtherRules(...options) };
}

/** A labeller that is not given all that it goes by. */
function labellerWith(change: (options: LabellerOptions) => Partial<LabellerOptions>): Partial<Parts> {
  return { labeller: (options) => new Labeller({ ...options, ...change(options) }) };
}

/** A labeller that takes texts of some origins for others, or their labels. */
function originsBut(change: (origin: Origin, label: () => Promise<Labelled>) => Promise<Labelled>): Partial<Parts> {
  class OtherOrigins extends Labeller {
    override labelOrigin(origin: Origin, now: WorkspaceNow): Promise<Labelled> {
      return change(origin, () => super.labelOrigin(origin, now));
    }
  }
  return { labeller: (options) => new OtherOrigins(options) };
}

/** Findings of one rule do not count. */
function without(rule: string): Partial<Parts> {
  return originsBut(async (_origin, label) => {
    const { label: found, findings } = await label();
    const others = findings.filter((finding) => finding.rule !== rule);
    if (others.length === findings.length) return { label: found, findings };
    return { label: labels[Math.max(1, ...others.map(({ label: other }) => labels.indexOf(other)))] ?? found, findings: others };
  });
}

/** A source of labels beside the rules that does not count. */
function withoutSource(rule: string): Partial<Parts> {
  return labellerWith(({ sources }) => ({
    sources: sources.map((source) => ({
      findings: async (root, resolved) => (await source.findings(root, resolved)).filter((finding) => finding.rule !== rule),
    })),
  }));
}

const oneMore = (label: Label): Label => labels[Math.min(labels.indexOf(label) + 1, labels.length - 1)] ?? label;

class ForgetfulLabeller extends Labeller {
  override judge(...[fragment, now]: Parameters<Labeller['judge']>): Promise<Judgement> {
    return super.judge({ text: fragment.text, origin: fragment.origin }, now);
  }
}

class PiecewiseLabeller extends Labeller {
  override judgeText(...[text, place, now, beginning]: Parameters<Labeller['judgeText']>): Promise<Judgement> {
    // Only the last look, over the whole text, does not say where the text begins.
    return beginning === undefined ? Promise.resolve({ standing: harmless, detected: [] }) : super.judgeText(text, place, now, beginning);
  }
}

/** Takes a text for the one that it looked at before, if both begin alike: nothing that is typed further on is noticed. */
class InattentiveLabeller extends Labeller {
  readonly #judged = new Map<string, Promise<Judgement>>();

  override judgeText(...[text, ...rest]: Parameters<Labeller['judgeText']>): Promise<Judgement> {
    const beginning = text.slice(0, 40);
    const judged = this.#judged.get(beginning) ?? super.judgeText(text, ...rest);
    this.#judged.set(beginning, judged);
    return judged;
  }
}

class GossipingGate extends Gate {
  readonly #known: Placeholder[] = [];

  override async judge<D extends Draft>(draft: D, destination: Destination): Promise<Verdict<D>> {
    const verdict = await super.judge(draft, destination);
    if (verdict.kind === 'refuse') return verdict;
    this.#known.push(...verdict.placeholders);
    return { ...verdict, placeholders: this.#known };
  }
}

/** Takes what the first place of a session may receive for what every place may that a conversation asks. */
class WithOneClearance extends Workspace {
  #first: Label | undefined;

  override async now(): Promise<WorkspaceNow> {
    const now = await super.now();
    const cleared = (destination: Destination): Destination => {
      const { clearance, ...rest } = now.policy.cleared(destination);
      return { ...rest, clearance: (this.#first ??= clearance) };
    };
    return { ...now, policy: { ...now.policy, cleared } };
  }
}

class RememberingGhostText extends GhostText {
  override forget(): void {
    // Nothing is forgotten.
  }
}

/** Names that no rule can be written for: what a matcher would see that compares bytes. */
const unlikeCapitals = (path: string): string => path.replace(/[A-Z]{3,}/g, '_');
const unlikeDecomposed = (path: string): string => path.replace(/\p{M}/gu, '_');

/** A rule file that flags these files and says nothing else. */
function onlyFiles(files: RuleSpec['files']): fc.Arbitrary<RuleSpec> {
  return fc.constant({ files });
}

const noRules = { organisation: fc.constant(undefined), study: fc.constant(undefined), second: fc.constant(undefined), parent: fc.constant(undefined), user: fc.constant(undefined) };
const nothingBeside = fc.constant({});
const asking = ['ghost', 'chat'] as const;
const allSecret = { ...noRules, study: onlyFiles([{ pattern: '*', label: 'secret' }]) };

/** Every mutant by what is wrong with it. */
export const mutants: Readonly<Record<string, Mutant>> = {
  'takes a clearance for one more than it is': {
    parts: rulesBut((policy) => ({
      cleared: (destination) => {
        const cleared = policy.cleared(destination);
        return { ...cleared, clearance: oneMore(cleared.clearance) };
      },
    })),
  },
  'looks at the name of a link, not at what it leads to': {
    parts: rulesBut((policy) => ({ rulesFor: (named) => policy.rulesFor(named, named) })),
    aim: {
      of: ['link to private', 'link inwards', 'private'],
      rules: { ...noRules, study: onlyFiles([{ pattern: '**/private/**', label: 'secret' }]) },
      beside: nothingBeside,
    },
  },
  'matches only the very case of a rule': {
    parts: rulesBut((policy) => ({ rulesFor: (named, resolved) => policy.rulesFor(unlikeCapitals(named), unlikeCapitals(resolved)) })),
    aim: { of: ['model', 'model in capitals'], rules: { ...noRules, study: onlyFiles([{ pattern: 'R/model.R', label: 'sensitive' }]) } },
  },
  'does not know that letters with accents are written in two ways': {
    parts: rulesBut((policy) => ({ rulesFor: (named, resolved) => policy.rulesFor(unlikeDecomposed(named), unlikeDecomposed(resolved)) })),
    aim: { of: ['accented', 'decomposed'], rules: { ...noRules, study: onlyFiles([{ pattern: 'études/**', label: 'sensitive' }]) } },
  },
  'has no detectors': {
    parts: rulesBut(() => ({ detectors: [] })),
    aim: { of: ['with a NIR', 'with a spaced NIR', 'with a password', 'open'] },
  },
  'looks at pieces of a request but not at the whole': {
    parts: { labeller: (options) => new PiecewiseLabeller(options) },
    aim: { of: ['with a NIR', 'with a password'], rules: noRules, steps: ['ghost'], ghostAt: 'within what was planted' },
  },
  'does not notice what a key has changed': {
    parts: { labeller: (options) => new InattentiveLabeller(options) },
    aim: { of: ['with a NIR', 'with a password'], rules: noRules, script: ['ghost', 'ghost'], views: ['file'] },
  },
  'restores placeholders of other conversations': {
    parts: { gate: (...options) => new GossipingGate(...options) },
    aim: { of: ['with a NIR', 'model'], rules: noRules, beside: nothingBeside, script: ['chat', 'chat'], say: ['NIR', 'placeholders'] },
  },
  'forgets under which label a turn was sent': {
    parts: { labeller: (options) => new ForgetfulLabeller(options) },
    aim: { of: ['marked', 'model'], rules: noRules, beside: nothingBeside, script: ['chat', 'close', 'switch', 'chat'], conversations: [0], views: ['untitled'] },
  },
  'forgets what an answer was made from': {
    parts: originsBut((origin, label) => (origin.kind === 'answer' ? Promise.resolve(internal) : label())),
    aim: { of: ['model', 'open'], rules: noRules, beside: nothingBeside, script: ['chat', 'rules', 'chat'], conversations: [0], views: ['file'], to: ['elsewhere'] },
  },
  'believes a client that a text is Vigie’s own': {
    parts: labellerWith(() => ({ ownWords: { has: () => true } as unknown as ReadonlySet<string> })),
    aim: { steps: ['claim', 'switch'], rules: noRules },
  },
  'takes an unknown source for internal': { parts: without('unknown-source'), aim: { views: ['memfs', 'github', 'made'], steps: asking, rules: noRules } },
  'takes what was printed for internal': { parts: without('printed'), aim: { views: ['output', 'search', 'cellOutput'], steps: asking, rules: noRules } },
  'presumes nothing of data files': {
    parts: without('data-file'),
    aim: { of: ['weekly', 'backup', 'table outside'], views: ['file', 'git'], steps: asking, rules: noRules, beside: nothingBeside },
  },
  'presumes nothing of files of passwords': { parts: without('credential-file'), aim: { of: ['environ'], steps: asking, rules: noRules } },
  'reads no markers': { parts: labellerWith(() => ({ readHeads: () => Promise.resolve([]) })), aim: { of: ['marked', 'sealed'] } },
  'reads no files of other tools': { parts: withoutSource('ai-ignore'), aim: { rules: noRules } },
  'reads no .gitattributes': { parts: withoutSource('git-attributes'), aim: { rules: noRules } },
  'ignores the rules of a folder above': {
    parts: rulesBut((policy) => ({
      rulesFor: (named, resolved) => policy.rulesFor(named, resolved).filter(({ writtenAt }) => !(writtenAt.uri ?? '').endsWith('/top/.vigie.json')),
    })),
    aim: { rules: { ...noRules, parent: onlyFiles([{ pattern: '*.R', label: 'secret' }]) }, steps: asking },
  },
  'ignores the rules of the organisation': {
    parts: { workspace: (folders, trusted, around) => new Workspace(folders, trusted, { ...around, organisation: undefined }) },
  },
  'ignores what stands in an unsaved editor': {
    parts: { workspace: (folders, trusted, around) => new Workspace(folders, trusted, { ...around, openText: undefined }) },
    aim: { steps: ['chat', 'ghost', 'rules', 'rules', 'rules'], rules: noRules },
  },
  'lets a person’s own rules lift a presumption': {
    parts: rulesBut((policy) => ({
      rulesFor: (named, resolved) => policy.rulesFor(named, resolved).map((rule) => (rule.rule === 'user-rule' ? { ...rule, liftsPresumption: true } : rule)),
    })),
    aim: {
      of: ['linelist', 'open counts', 'weekly'],
      rules: { ...noRules, user: onlyFiles([{ pattern: 'data/**', label: 'internal' }]) },
      steps: asking,
      beside: nothingBeside,
    },
  },
  'goes on sending while rules are broken': { parts: rulesBut(() => ({ problems: [] })) },
  'sends from a workspace that is not trusted': {
    parts: {
      workspace: (...options) => Object.defineProperty(new Workspace(...options), 'trusted', { get: () => true, set: () => undefined }),
    },
    aim: { steps: ['trust', 'chat', 'ghost'] },
  },
  'sends to what the organisation does not list': {
    parts: rulesBut(() => ({ closedBy: () => undefined })),
    // To such a destination only public text may go in any case.
    aim: {
      of: ['model'],
      views: ['file'],
      rules: { ...noRules, organisation: fc.constant({ listed: true, files: [{ pattern: '*' as const, label: 'public' as const }] }) },
      beside: nothingBeside,
      steps: ['ghost'],
    },
  },
  'lets a workspace raise a clearance': {
    parts: {
      workspace: (folders, trusted, around) =>
        new Workspace(folders, trusted, { ...around, organisation: join(folders[0]?.path ?? '', '.vigie.json') }),
    },
    aim: {
      of: ['weekly', 'backup'],
      rules: { ...noRules, study: fc.constant({ clearances: [{ of: 'address of elsewhere' as const, label: 'sensitive' as const }] }) },
      beside: nothingBeside,
      steps: asking,
    },
  },
  'clears a place that a conversation has chosen for what another may receive': {
    parts: { workspace: (...options) => new WithOneClearance(...options) },
    aim: { of: ['weekly', 'backup'], rules: noRules, beside: nothingBeside, script: ['chat', 'choose', 'chat'], conversations: [0], to: ['here', 'mistral'], at: ['elsewhere'] },
  },
  'knows no passages again': {
    parts: { kinship: () => noKinship },
    aim: { of: ['linelist', 'weekly'], views: ['untitled'], steps: asking, rules: noRules, say: ['rows'], beside: nothingBeside },
  },
  'knows no hard links': {
    parts: { kinship: (index) => ({ ...noKinship, kinOf: (text) => index.kinOf(text) }) },
    aim: {
      of: ['hard link of private', 'hard link outside', 'private'],
      views: ['file', 'git', 'cell'],
      rules: { ...noRules, study: onlyFiles([{ pattern: '**/private/**', label: 'secret' }]) },
      steps: asking,
    },
  },
  'asks only one of the names that a file has': {
    parts: { kinship: (index) => ({ ...noKinship, kinOf: (text) => index.kinOf(text), namesOf: (dev, ino) => index.namesOf(dev, ino).slice(-1) }) },
    aim: {
      of: ['hard link of private', 'hard link outside'],
      views: ['file'],
      rules: { ...noRules, study: onlyFiles([{ pattern: '**/private/**', label: 'secret' }]) },
      beside: nothingBeside,
      script: ['ghost', 'beside', 'ghost'],
    },
  },
  'sends instructions as if they were of no file': {
    parts: {
      words: async (places) => {
        const words = await readWorkspaceWords(places);
        return { ...words, instructions: words.instructions.map(({ text }) => ({ uri: 'untitled:instructions', text })) };
      },
    },
    aim: { rules: allSecret, beside: nothingBeside, steps: ['chat'], instructs: true },
  },
  'takes a prompt of the workspace for the words of the person': {
    parts: originsBut((origin, label) => (origin.kind === 'document' && origin.uri.includes('/.vigie/prompts/') ? Promise.resolve(internal) : label())),
    aim: { rules: allSecret, beside: nothingBeside, steps: ['chat'], prompts: ['prompt'] },
  },
  'does not ask what a prompt’s file is besides': {
    parts: { kinship: () => noKinship },
    aim: { rules: noRules, beside: nothingBeside, steps: ['chat'], prompts: ['prompt that is the line list'] },
  },
  'keeps ghost text that new rules would not let it ask for': {
    parts: { ghostText: (options) => new RememberingGhostText(options) },
    aim: { of: ['model', 'open'], views: ['file'], script: ['ghost', 'rules', 'ghost'], rules: noRules, beside: nothingBeside, ghostAt: 'within what was planted' },
  },
};

/** The product's parts, but for a mutant's. */
export function partsOf({ parts }: Mutant): Parts {
  return { ...realParts, ...parts };
}
