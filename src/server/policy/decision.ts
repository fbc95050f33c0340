import { LRUCache } from 'lru-cache';
import * as l10n from '@vscode/l10n';
import { exceeds, highest, type Label } from '../../protocol/label.ts';
import type { Finding, Refusal } from '../../protocol/verdict.ts';
import { assemble, wholeTexts } from './assemble.ts';
import type { Destination } from './destination.ts';
import { combine, type Labelled } from './labelled.ts';
import { labelOf, type Judgement, type Labeller } from './labeller.ts';
import { placeOf } from './place.ts';
import { holdsValue, readingsOf } from './redaction/address.ts';
import { flaggedFilesRead, patience, type Reading } from './reading.ts';
import { Placeholders, type Placeholder } from './redaction/placeholders.ts';
import { redact, redactKnown } from './redaction/redact.ts';
import { brokenRules, refuse, unlisted, unread, unreadable, untrusted } from './refusal.ts';
import { partsOf, withParts, type Draft, type Hidden, type Part, type Purpose, type RequestOf } from './request.ts';
import { treat, type Terms, type Treatment } from './treatment.ts';
import type { Workspace, WorkspaceNow } from './workspace.ts';

interface Common {
  /** With the clearance that the rules leave it. */
  readonly destination: Destination;
  /** The labels of all parts of the draft, before anything was redacted. */
  readonly judged: ReadonlyMap<Part, Labelled>;
}

/** What was decided of a draft, with all that a verdict, a preview and a trace want to know. */
export type Decision<D extends Draft> =
  | (Common & {
      readonly kind: 'send';
      readonly request: RequestOf<D>;
      /** The generation of the rules that it was judged by. */
      readonly rules: string;
      /** The highest label of what is sent. */
      readonly label: Label;
      /** The label that each part is to be remembered with. */
      readonly labels: ReadonlyMap<Part, Label>;
      /** What each part is to be remembered with in which something was redacted, or would be elsewhere. */
      readonly redacted: ReadonlyMap<Part, Hidden>;
      /** The context parts that stay behind. */
      readonly withheld: readonly Extract<Treatment, { kind: 'withhold' }>[];
      readonly placeholders: readonly Placeholder[];
    })
  | (Common & { readonly kind: 'refuse'; readonly refusal: Refusal });

/** A label for showing, with what would become of what has it. */
interface Shown extends Labelled {
  readonly maySend: boolean;
  readonly redacted: boolean;
}

/** How many conversations' placeholders are kept; the one that rested longest is forgotten first. */
const maximumConversations = 200;

/** Judges drafts by the workspace as it is now. It can decide, but it cannot clear. */
export class Decider {
  readonly #workspace: Workspace;
  readonly #labeller: Labeller;
  readonly #reading: Reading;
  readonly #placeholders = new LRUCache<string, Placeholders>({ max: maximumConversations });

  constructor(workspace: Workspace, labeller: Labeller, reading: Reading) {
    this.#workspace = workspace;
    this.#labeller = labeller;
    this.#reading = reading;
  }

  /** @throws what stands in the way of a decision; the caller must take it for a refusal. */
  async decide<D extends Draft>(draft: D, asked: Destination, until = performance.now() + patience): Promise<Decision<D>> {
    const now = await this.#workspace.now();
    const destination = now.policy.cleared(asked);
    const refuseAll = (refusal: Refusal): Decision<D> => ({ kind: 'refuse', destination, refusal, judged: new Map() });
    const standing = this.#standingRefusal(destination, now);
    if (standing !== undefined) return refuseAll(standing);
    if (exceeds(this.#reading.highestUnread, destination.clearance)) {
      // Meanwhile the texts are looked through. What is found is remembered, so that the judgement that counts is quick.
      void this.#judgements(draft, now).catch(() => undefined);
      if (!(await flaggedFilesRead(this.#reading, destination.clearance, until))) return refuseAll(this.#whyUnread(destination));
      // The rules may have changed in the meantime.
      return this.decide(draft, asked, until);
    }

    const judgements = await this.#judgements(draft, now);
    const judged = new Map([...judgements].map(([part, judgement]) => [part, labelOf(judgement)]));
    const placeholders = this.#placeholdersOf(draft.conversation);
    let treatments = treatAll(draft, judgements, { destination, policy: now.policy, placeholders, redact: draft.redact ?? false });
    const refused = [...treatments].flatMap(([part, each]) => (part.purpose === 'subject' && each.kind === 'withhold' ? [each] : []));
    if (refused.length > 0) {
      const { findings } = combine(refused.map((each) => ({ label: 'secret', findings: each.findings })));
      const canRedact = refused.every((each) => each.canRedact);
      return { kind: 'refuse', destination, refusal: refuse(destination, findings, canRedact), judged };
    }

    let kept = withTreated(draft, treatments);
    let whole = await this.#labelWhole(kept, now);
    if (kept.kind === 'completion' && kept.context.length > 0 && exceeds(whole.label, destination.clearance)) {
      // Only joined with what goes along is it too much, perhaps: that was to help, so it stays behind.
      treatments = withoutContext(treatments, whole.findings);
      kept = withTreated(draft, treatments);
      whole = await this.#labelWhole(kept, now);
    }
    if (exceeds(whole.label, destination.clearance)) {
      return { kind: 'refuse', destination, refusal: refuse(destination, whole.findings, false), judged };
    }
    const sent = [...treatments.values()].filter((each) => each.kind === 'send');
    return {
      kind: 'send',
      destination,
      request: assemble(kept),
      rules: now.policy.generation,
      label: highest([whole.label, ...sent.map(({ label }) => label)]),
      labels: new Map([...treatments].flatMap(([part, each]) => (each.kind === 'send' ? [[part, each.remembered]] : []))),
      redacted: new Map(draft.kind === 'chat' ? [...treatments].flatMap(([part, each]) => hiddenIn(part, each, placeholders)) : []),
      withheld: [...treatments.values()].filter((each) => each.kind === 'withhold'),
      placeholders: [...new Map(sent.flatMap(({ placeholders }) => placeholders).map((each) => [each.placeholder, each])).values()],
      judged,
    };
  }

  async #judgements(draft: Draft, now: WorkspaceNow): Promise<ReadonlyMap<Part, Judgement>> {
    return new Map(await Promise.all(partsOf(draft).map(async (part) => [part, await this.#labeller.judge(part, now)] as const)));
  }

  /** Whether the rules are still of the generation `rules`, and the workspace is trusted. */
  async isCurrent(rules: string): Promise<boolean> {
    const { policy } = await this.#workspace.now();
    return this.#workspace.trusted && policy.generation === rules;
  }

  /** Whether an address may go to anyone: it holds nothing that was redacted in its conversation, or would be now. */
  async mayOpen(url: string, conversation: string | undefined): Promise<boolean> {
    const known = conversation === undefined ? undefined : this.#placeholders.get(conversation);
    if (known !== undefined && holdsValue(url, known.above('public'))) return false;
    const now = await this.#workspace.now();
    const place = placeOf({ kind: 'unknown' }, []);
    const judged = await Promise.all(readingsOf(url).map((reading) => this.#labeller.judgeText(reading, place, now)));
    return !judged.some((each) => exceeds(labelOf(each).label, 'internal'));
  }

  /** Whether all is still known here that was redacted in a conversation. @param ids of the placeholders that it was redacted by */
  knowsRedactions(conversation: string | undefined, ids: readonly string[]): boolean {
    const known = conversation === undefined ? undefined : this.#placeholders.get(conversation);
    return ids.every((id) => id === known?.id);
  }

  /** What one document's label is, why, and what would become of it. */
  async labelOf(uri: string, text: string | undefined, asked: Destination): Promise<Shown> {
    const now = await this.#workspace.now();
    const origin = { kind: 'document', uri } as const;
    const judgement: Judgement =
      text === undefined
        ? { standing: await this.#labeller.labelOrigin(origin, now), detected: [] }
        : await this.#labeller.judge({ text, origin }, now);
    return this.#shown([{ text: text ?? '', judgement }], asked, now);
  }

  /** The highest label of some parts, why, and what would become of them together. */
  async labelOfParts(parts: readonly Part[], asked: Destination): Promise<Shown> {
    const now = await this.#workspace.now();
    const judged = await Promise.all(parts.map(async (part) => ({ text: part.text, judgement: await this.#labeller.judge(part, now) })));
    return this.#shown(judged, asked, now);
  }

  #shown(judged: readonly { text: string; judgement: Judgement }[], asked: Destination, now: WorkspaceNow): Shown {
    const destination = now.policy.cleared(asked);
    const standing = this.#standingRefusal(destination, now);
    const terms: Terms = { destination, policy: now.policy, placeholders: new Placeholders(), redact: false };
    const treatments = judged.map(({ text, judgement }) => treat(text, judgement, terms));
    const { label, findings } = combine(judged.map(({ judgement }) => labelOf(judgement)));
    return {
      label,
      findings: [...(standing?.findings ?? []), ...findings],
      maySend: standing === undefined && treatments.every(({ kind }) => kind === 'send'),
      redacted: treatments.some((each) => each.kind === 'send' && each.placeholders.length > 0),
    };
  }

  /** Why nothing at all may go to a destination now, if there is such a reason. */
  #standingRefusal(destination: Destination, now: WorkspaceNow): Refusal | undefined {
    if (!this.#workspace.trusted) return untrusted(destination);
    const closedBy = now.policy.closedBy(destination);
    if (closedBy !== undefined) return unlisted(destination, closedBy);
    return destination.onThisMachine ? undefined : brokenRules(destination, now);
  }

  #whyUnread(destination: Destination): Refusal {
    const { failure } = this.#reading;
    return failure === undefined ? unread(destination) : unreadable(destination, failure);
  }

  /** Those of a conversation; of a draft without one, its own. */
  #placeholdersOf(conversation: string | undefined): Placeholders {
    const placeholders = (conversation === undefined ? undefined : this.#placeholders.get(conversation)) ?? new Placeholders();
    if (conversation !== undefined) this.#placeholders.set(conversation, placeholders);
    return placeholders;
  }

  /** Looks once more over the whole text of the request: what is harmless in pieces may not be when joined. */
  async #labelWhole(draft: Draft, now: WorkspaceNow): Promise<Labelled> {
    const parts = partsOf(draft);
    if (parts.length === 0) return { label: 'public', findings: [] };
    const [first] = draft.kind === 'completion' ? [...draft.prefix, ...draft.suffix] : parts;
    const place = placeOf(first?.origin ?? { kind: 'unknown' }, now.folders.map(({ folder }) => folder));
    const judged = await Promise.all(wholeTexts(draft).map((text) => this.#labeller.judgeText(text, place, now)));
    return combine(judged.map(labelOf));
  }
}

function treatAll(draft: Draft, judgements: ReadonlyMap<Part, Judgement>, terms: Terms): ReadonlyMap<Part, Treatment> {
  const { destination, placeholders } = terms;
  for (const { text } of judgements.keys()) placeholders.avoid(text);
  const treatments = [...judgements].map(
    ([part, judgement]) => [part, labelledByForgotten(part, terms) ?? treat(part.text, judgement, terms)] as const,
  );
  const sentInstead = (purpose?: Purpose): Placeholder[] =>
    treatments.flatMap(([part, each]) => (each.kind === 'send' && (purpose ?? part.purpose) === part.purpose ? each.placeholders : []));
  const passed = [...judgements].flatMap(([part, judgement]) =>
    draft.kind === 'chat' || part.purpose === 'context' ? passedIn(part, judgement, terms) : [],
  );
  // What was found in other programs may come back in an answer and go out behind the cursor when they do not go along.
  placeholders.keep([...sentInstead('context'), ...passed]);
  // While a person types a password, ghost text knows all its beginnings as passwords: of these only those of now count.
  const known =
    draft.kind === 'chat'
      ? placeholders.above(destination.clearance)
      : [...sentInstead(), ...placeholders.keptAbove(destination.clearance)];
  known.push(...knownAround(judgements, placeholders, destination));
  return new Map(treatments.map(([part, each]) => [part, withoutKnown(each, known)]));
}

/**
 * Placeholders for values that a destination may receive: another that the conversation turns to may not, and of a later
 * text that repeats one by itself nothing else tells what it is.
 */
function passedIn({ text }: Part, { detected }: Judgement, { destination, policy, placeholders }: Terms): readonly Placeholder[] {
  const passed = detected.filter(
    ({ detector }) => !exceeds(detector.label, destination.clearance) && (detector.redacts || policy.redactionOf(detector.rule) === 'redact'),
  );
  return redact(text, passed, placeholders).placeholders;
}

/** The draft with the texts that are to be sent. */
function withTreated<D extends Draft>(draft: D, treatments: ReadonlyMap<Part, Treatment>): D {
  return withParts(draft, (part) => {
    const treatment = treatments.get(part);
    return treatment?.kind === 'send' ? { ...part, text: treatment.text } : undefined;
  });
}

/** The treatments with nothing sent that only goes along. */
function withoutContext(treatments: ReadonlyMap<Part, Treatment>, findings: readonly Finding[]): ReadonlyMap<Part, Treatment> {
  const withheld = { kind: 'withhold', findings, canRedact: false } as const;
  return new Map([...treatments].map(([part, each]) => [part, part.purpose === 'context' && each.kind === 'send' ? withheld : each]));
}

/** Placeholders for the values of documents that their parts repeat, if a destination may not receive them. */
function knownAround(judgements: ReadonlyMap<Part, Judgement>, placeholders: Placeholders, { clearance }: Destination): Placeholder[] {
  const texts = [...judgements.keys()].map(({ text }) => text);
  const values = [...judgements.values()].flatMap(({ known = [] }) => known);
  return values
    .filter(({ value }) => texts.some((text) => text.includes(value)))
    .map(({ detector, value }) => placeholders.for(detector, value))
    .filter(({ label }) => exceeds(label, clearance));
}

/** What was redacted may stand in a text in a form that nothing gives away but its placeholder, which is forgotten. */
function labelledByForgotten({ redacted, redactedBy }: Part, { destination, placeholders }: Terms): Treatment | undefined {
  if (redacted === undefined || redactedBy === placeholders.id || !exceeds(redacted, destination.clearance)) return undefined;
  const reason = l10n.t('Something was redacted in it, and Vigie was restarted since, so it cannot be redacted alike.');
  const place = { name: l10n.t('an earlier turn') };
  return { kind: 'withhold', findings: [{ rule: 'redacted-before', label: redacted, reason, place }], canRedact: false };
}

/** What a part is to be remembered with, by what was redacted in it and what of it would be for another destination. */
function hiddenIn(part: Part, treatment: Treatment, placeholders: Placeholders): [Part, Hidden][] {
  if (treatment.kind === 'withhold') return [];
  const known = [...treatment.placeholders, ...redactKnown(treatment.text, placeholders.above('public')).placeholders];
  const labels = [...known.map(({ label }) => label), ...(part.redacted === undefined ? [] : [part.redacted])];
  if (labels.length === 0) return [];
  const isForgotten = part.redacted !== undefined && part.redactedBy !== placeholders.id;
  return [[part, { redacted: highest(labels), ...(!isForgotten && { redactedBy: placeholders.id }) }]];
}

/** What was found to be too sensitive in one text is so in every text of the request. */
function withoutKnown(treatment: Treatment, known: readonly Placeholder[]): Treatment {
  if (treatment.kind !== 'send' || known.length === 0) return treatment;
  const { text, placeholders } = redactKnown(treatment.text, known);
  return { ...treatment, text, placeholders: [...treatment.placeholders, ...placeholders] };
}
