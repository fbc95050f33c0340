import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Decision } from '../../src/server/policy/decision.ts';
import { detectAnew } from '../../src/server/policy/byContent.ts';
import { partsOf, type CompletionDraft, type Part } from '../../src/server/policy/request.ts';
import { traceOf } from '../../src/server/policy/trace.ts';
import { delimited, inventedRows } from '../../test/unit/policy/kinship/inventedRows.ts';
import { compare, type Sampling, type Times } from './measure.ts';
import type { Figure, Section } from './report.ts';
import { cloud, rigOver, uriOf, writeFiles, type Places } from './rig.ts';
import { ordinaryR, textWithFindings } from './texts.ts';

const [prefixLength, suffixLength] = [6_000, 2_000];
const sampling: Sampling = { rounds: 15, samples: 100 };

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
  const uri = uriOf(folder, 'R/analyse.R');

  let document = '';
  const before = (round: number): void => {
    document = ordinaryR(places.root, 2 * (prefixLength + suffixLength), round);
    rig.open.set(uri, document);
  };
  const draftAt = (sample: number): CompletionDraft => {
    const cursor = prefixLength - 50 + sample;
    const part = (text: string): Part => ({ text, origin: { kind: 'document', uri }, purpose: 'subject' });
    // Texts as the editor's document gives them: slices, which no one has looked at yet.
    const suffix = document.slice(prefixLength + 500, prefixLength + 500 + suffixLength);
    return {
      kind: 'completion',
      conversation: uri,
      prefix: [part(document.slice(0, cursor))],
      suffix: [part(suffix)],
      maxTokens: 64,
      stop: ['\n'],
    };
  };
  const textAt = (sample: number): string => partsOf(draftAt(sample)).map(({ text }) => text).join('');
  await assertSent(await rig.decider.decide((before(0), draftAt(0)), cloud));

  const file = join(folder, 'R/analyse.R');
  const whole = await compare(
    {
      gate: (sample) => rig.gate.judge(draftAt(sample), cloud),
      'read + sha256': () => createHash('sha256').update(readFileSync(file).subarray(0, prefixLength + suffixLength)).digest('hex'),
      'JSON.stringify': (sample) => JSON.stringify(textAt(sample)),
      '@secretlint alone': (sample) => lint(textAt(sample)),
    },
    { ...sampling, before },
  );
  const now = await rig.workspace.now();
  const { detectors, problems } = now.policy;
  if (problems.length > 0) throw new Error('The rules should be sound.');
  const stages = await compare(
    {
      'rules as of now': () => rig.workspace.now(),
      'label by path and sources': async () => rig.labeller.labelOrigin({ kind: 'document', uri }, { ...now, documents: new Map() }),
      'detectors, plainly, over both parts': async (sample) => {
        for (const { text } of partsOf(draftAt(sample))) await detectAnew(text, detectors);
      },
      'detectors, plainly, over the joined text': async (sample) => detectAnew(textAt(sample), detectors),
      'kinship of parts and joined text': (sample) => {
        for (const { text } of partsOf(draftAt(sample))) rig.kinship.kinOf(text);
        rig.kinship.kinOf(textAt(sample));
      },
      'decision: all of these': async (sample) => rig.decider.decide(draftAt(sample), cloud),
      'audit log': await auditOf(rig, draftAt),
    },
    { ...sampling, before },
  );

  const found = textWithFindings(places.root, prefixLength + suffixLength, 10);
  const redacted: CompletionDraft = { ...draftAt(0), prefix: [{ text: found, origin: { kind: 'document', uri }, purpose: 'subject' }], suffix: [] };
  const decision = await rig.decider.decide(redacted, cloud);
  if (decision.kind !== 'send' || decision.placeholders.length !== 10) throw new Error('Ten values should be redacted.');
  const redaction = await compare(
    {
      'gate with ten findings redacted': (sample) => {
        const text = `${found}\n# ${sample}`;
        return rig.gate.judge({ ...redacted, prefix: [{ text, origin: { kind: 'document', uri }, purpose: 'subject' }] }, cloud);
      },
      gate: (sample) => rig.gate.judge(draftAt(sample), cloud),
    },
    { ...sampling, before },
  );
  await Promise.all([rig.kinship.close(), rig.audit.close()]);
  return [
    {
      title: 'The gate over an 8 kB completion prompt, typed key by key (ms)',
      figures: [
        figure('the gate', whole.gate, whole['@secretlint alone'], 'the @secretlint library alone'),
        figure('the gate', whole.gate, whole['read + sha256'], 'read + sha256'),
        figure('the gate', whole.gate, whole['JSON.stringify'], 'JSON.stringify'),
        figure('the @secretlint library alone', whole['@secretlint alone']),
        figure('read + sha256', whole['read + sha256']),
        figure('JSON.stringify', whole['JSON.stringify']),
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

async function auditOf(rig: ReturnType<typeof rigOver>, draftAt: (sample: number) => CompletionDraft) {
  const draft = draftAt(0);
  const trace = traceOf(draft, await rig.decider.decide(draft, cloud));
  return () => rig.audit.keep(trace);
}

async function assertSent(decision: Decision<CompletionDraft>): Promise<void> {
  if (decision.kind !== 'send') throw new Error(`The prompt should be sent: ${decision.refusal.message}`);
  return Promise.resolve();
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
