import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Budget } from '../../src/server/completion/budget.ts';
import { draftOf } from '../../src/server/completion/draft.ts';
import type { Decision } from '../../src/server/policy/decision.ts';
import { detectAnew, detectIn } from '../../src/server/policy/byContent.ts';
import { partsOf, type CompletionDraft } from '../../src/server/policy/request.ts';
import { traceOf } from '../../src/server/policy/trace.ts';
import { delimited, inventedRows } from '../../test/unit/policy/kinship/inventedRows.ts';
import { compare, type Sampling, type Times } from './measure.ts';
import type { Figure, Section } from './report.ts';
import { cloud, rigOver, uriOf, writeFiles, type Places } from './rig.ts';
import { ordinaryR, textWithFindings } from './texts.ts';

const budget: Budget = { prefix: 6_000, suffix: 2_000 };
const keys = 100;
/** The engine goes on compiling for some thousand keys, which are a few minutes of somebody's typing. */
const sampling: Sampling = { rounds: 15, warmUps: 15, samples: keys };

/** A document of which the prompt is a small part, in characters: some 6,000 lines. */
const largeDocument = 200_000;

/** By how many characters the pieces lie apart of which nothing is known; a prime, so that none comes back soon. */
const strides = 7_919;

const rules = `{
  // An invented project.
  "files": [
    { "paths": ["donnees/**", "sorties/nominatif/**"], "label": "sensitive", "reason": "Données de santé d’une étude inventée." },
    { "paths": ["ouvert/**"], "label": "public", "reason": "Open data." }
  ],
  "content": { "patterns": [{ "name": "dossier", "pattern": "\\\\bETU-[0-9]{6}\\\\b", "label": "sensitive", "reason": "Numéro de dossier." }] }
}
`;

/** What the gate costs a person who types: an 8 kB prompt whose prefix grows by a key each time, in a real workspace. */
export async function measurePrompt(places: Places): Promise<Section[]> {
  const folder = join(places.temporary, 'project');
  const storage = join(places.temporary, 'storage');
  writeFiles(folder, {
    '.vigie.json': rules,
    '.gitattributes': 'donnees/** vigie=sensitive\n*.R text\n',
    '.aiexclude': 'prive/\n',
    '.git/HEAD': 'ref: refs/heads/main\n',
    'R/analyse.R': ordinaryR(places.root, 20_000),
    ...Object.fromEntries([1, 2, 3, 4].map((seed) => [`donnees/liste${seed}.csv`, delimited(inventedRows(5_000, seed), ';')])),
  });
  const rig = rigOver(folder, places, storage);
  await rig.flagged.refresh();
  if (rig.kinship.state?.owners !== 4) throw new Error('Four files should be flagged and read.');
  const typing = (name: string, length: number): Typing => new Typing(uriOf(folder, name), (round) => ordinaryR(places.root, length, round));
  const whole = typing('R/analyse.R', budget.prefix + budget.suffix - 2 * keys);
  const large = typing('R/etude.R', largeDocument);
  const before = (round: number): void => {
    for (const each of [whole, large]) {
      each.begin(round);
      rig.open.set(each.uri, each.text);
    }
  };
  before(0);
  const corpus = ordinaryR(places.root, largeDocument);
  let cut = 0;
  /** Another piece of the corpus each time: it shares neither its beginning nor its end with what was seen. */
  const unseen = (): CompletionDraft => {
    cut = (cut + strides) % (corpus.length / 2);
    const document = new Typing(whole.uri, () => corpus.slice(cut, cut + budget.prefix + budget.suffix));
    document.begin(0);
    return document.draft;
  };
  const prepare = (sample: number): void => {
    for (const each of [whole, large]) each.type(sample);
  };
  let cold = unseen();
  for (const draft of [whole.draft, large.draft, cold]) assertSent(await rig.decider.decide(draft, cloud));
  if (large.draft.prefix[0]?.around === undefined) throw new Error('A large document should stand around its prompt.');
  if (whole.draft.prefix[0]?.around !== undefined) throw new Error('A small document should be all in its prompt.');

  const { detectors, problems } = (await rig.workspace.now()).policy;
  if (problems.length > 0) throw new Error('The rules should be sound.');
  const plainly = async (draft: CompletionDraft): Promise<void> => {
    for (const { text } of partsOf(draft)) await detectAnew(text, detectors);
    await detectAnew(joined(draft), detectors);
  };
  const file = join(folder, 'R/analyse.R');
  const typed = await compare(
    {
      whole: () => rig.gate.judge(whole.draft, cloud),
      large: () => rig.gate.judge(large.draft, cloud),
      plainly: () => plainly(whole.draft),
      'read + sha256': () => createHash('sha256').update(readFileSync(file).subarray(0, budget.prefix + budget.suffix)).digest('hex'),
      'JSON.stringify': () => JSON.stringify(joined(whole.draft)),
      '@secretlint alone': () => lint(joined(whole.draft)),
    },
    { ...sampling, before, prepare },
  );
  const first = await compare(
    {
      cold: () => rig.gate.judge(cold, cloud),
      whole: () => rig.gate.judge(whole.draft, cloud),
    },
    {
      ...sampling,
      before,
      prepare: (sample) => {
        prepare(sample);
        cold = unseen();
      },
    },
  );
  const now = await rig.workspace.now();
  const stages = await compare(
    {
      'rules as of now': () => rig.workspace.now(),
      'label by path and sources': async () => rig.labeller.labelOrigin({ kind: 'document', uri: whole.uri }, { ...now, documents: new Map() }),
      'detectors, over both parts': async () => {
        for (const { text } of partsOf(whole.draft)) await detectIn(text, detectors);
      },
      'detectors, over the joined text': async () => detectIn(joined(whole.draft), detectors),
      'detectors, plainly, over both parts': async () => {
        for (const { text } of partsOf(whole.draft)) await detectAnew(text, detectors);
      },
      'detectors, plainly, over the joined text': async () => detectAnew(joined(whole.draft), detectors),
      'kinship of parts and joined text': () => {
        const { draft } = whole;
        for (const { text } of partsOf(draft)) rig.kinship.kinOf(text);
        rig.kinship.kinOf(joined(draft));
      },
      'audit log': await auditOf(rig, whole.draft),
    },
    { ...sampling, before, prepare },
  );

  const found = textWithFindings(places.root, budget.prefix + budget.suffix, 10);
  const { uri } = whole;
  const redacted: CompletionDraft = { ...whole.draft, prefix: [{ text: found, origin: { kind: 'document', uri }, purpose: 'subject' }], suffix: [] };
  const decision = await rig.decider.decide(redacted, cloud);
  if (decision.kind !== 'send' || decision.placeholders.length !== 10) throw new Error('Ten values should be redacted.');
  const redaction = await compare(
    {
      'gate with ten findings redacted': (sample) => {
        const text = `${found}\n# ${sample}`;
        return rig.gate.judge({ ...redacted, prefix: [{ text, origin: { kind: 'document', uri }, purpose: 'subject' }] }, cloud);
      },
      gate: () => rig.gate.judge(whole.draft, cloud),
    },
    { ...sampling, before, prepare },
  );
  await Promise.all([rig.kinship.close(), rig.audit.close()]);
  return [
    {
      title: 'The gate over an 8 kB completion prompt, typed key by key (ms)',
      figures: [
        figure('the gate, all of the document in the prompt', typed.whole, typed.plainly, 'detectors alone, plainly, over parts and joined text'),
        figure('the gate, all of the document in the prompt', typed.whole, typed['@secretlint alone'], 'the @secretlint library alone'),
        figure('the gate, all of the document in the prompt', typed.whole, typed['read + sha256'], 'read + sha256'),
        figure('the gate, all of the document in the prompt', typed.whole, typed['JSON.stringify'], 'JSON.stringify'),
        figure(`the gate, in a document of ${largeDocument / 1000} kB`, typed.large, typed.whole, 'all of the document in the prompt'),
        figure('a text that was never seen before', first.cold, first.whole, 'key by key'),
        figure('detectors alone, plainly', typed.plainly),
        figure('the @secretlint library alone', typed['@secretlint alone']),
        figure('read + sha256', typed['read + sha256']),
        figure('JSON.stringify', typed['JSON.stringify']),
      ],
    },
    {
      title: 'Its stages, each measured alone (ms)',
      figures: Object.entries(stages).map(([what, times]) => figure(what, times)),
    },
    {
      title: 'Redaction of an 8 kB prompt (ms)',
      figures: [figure('the gate with ten findings', redaction['gate with ten findings redacted'], redaction.gate, 'without findings')],
    },
  ];
}

async function auditOf(rig: ReturnType<typeof rigOver>, draft: CompletionDraft) {
  const trace = traceOf(draft, await rig.decider.decide(draft, cloud));
  return () => rig.audit.keep(trace);
}

function assertSent(decision: Decision<CompletionDraft>): void {
  if (decision.kind !== 'send') throw new Error(`The prompt should be sent: ${decision.refusal.message}`);
}

function joined(draft: CompletionDraft): string {
  return partsOf(draft).map(({ text }) => text).join('');
}

/** Somebody who types a program into the middle of another, key by key. */
class Typing {
  readonly uri: string;
  readonly #program: (round: number) => string;
  #text = '';
  #cursor = 0;
  #line = 0;
  #typed = '';
  #draft: CompletionDraft | undefined;

  constructor(uri: string, program: (round: number) => string) {
    this.uri = uri;
    this.#program = program;
  }

  /** Opens the document, with the cursor well before its end, and types the first key. */
  begin(round: number): void {
    const program = this.#program(round);
    const behindCursor = program.length > largeDocument / 2 ? largeDocument / 2 : budget.suffix;
    this.#text = program;
    this.#cursor = program.indexOf('\n', program.length - behindCursor) + 1;
    this.#line = lineEnds(program.slice(0, this.#cursor));
    this.#typed = this.#program(round + 1).slice(-keys);
    this.type(0);
  }

  /** Types all keys up to one, counted from 0. */
  type(key: number): void {
    const typed = this.#typed.slice(0, key + 1);
    const text = this.#text.slice(0, this.#cursor) + typed + this.#text.slice(this.#cursor);
    const offset = this.#cursor + typed.length;
    const position = { line: this.#line + lineEnds(typed), character: typed.length - typed.lastIndexOf('\n') - 1 };
    this.#draft = draftOf({ uri: this.uri, languageId: 'r', text, offset, position }, budget, 'line');
  }

  get text(): string {
    return this.#text;
  }

  /** What ghost text would ask for after the last key. */
  get draft(): CompletionDraft {
    if (this.#draft === undefined) throw new Error('The document is not open.');
    return this.#draft;
  }
}

function lineEnds(text: string): number {
  return text.split('\n').length - 1;
}

/** Secretlint by itself, asked as it documents. */
export function lint(text: string): Promise<unknown> {
  return lintSource({
    source: { content: text, filePath: '/fragment', ext: '', contentType: 'text' },
    options: { config: { rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }] }, noPhysicFilePath: true },
  });
}

function figure(what: string, { p50, p95, p99 }: Times, other?: Times, comparedWith = ''): Figure {
  return { what, values: { p50, p95, p99 }, ...(other && { ratio: p50 / other.p50, comparedWith }) };
}
