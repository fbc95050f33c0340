import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { AttachmentReader } from '../../../src/server/chat/attachmentReader.ts';
import { noWords } from '../../../src/server/chat/commands/workspacePrompts.ts';
import { draftOf as chatDraft } from '../../../src/server/features/chat.ts';
import { draftOf } from '../../../src/server/completion/draft.ts';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import type { Detector } from '../../../src/server/policy/detectors/detector.ts';
import { detectors } from '../../../src/server/policy/detectors/index.ts';
import { Look, matchesOf } from '../../../src/server/policy/detectors/look.ts';
import { nirKey } from '../../../src/server/policy/detectors/nir.ts';
import { open } from '../../../src/server/policy/gate.ts';
import type { ChatDraft, CompletionDraft } from '../../../src/server/policy/request.ts';
import { detectAround, stretchAround, type Surroundings } from '../../../src/server/policy/surroundings.ts';
import { freshFolder } from '../../support/folder.ts';
import { documentAt, localGateway, mistral, policyOver } from '../../support/policy.ts';

const golden = new URL('../../golden/detectors/flagged/', import.meta.url);
const flagged = readdirSync(golden).map((name) => readFileSync(new URL(name, golden), 'utf8'));

/** Finds every `!x!`. */
function marks(): Detector {
  return {
    rule: 'pattern:marks',
    label: 'sensitive',
    placeholder: 'MARK',
    redacts: true,
    reason: () => '',
    detect: (text) => [...text.matchAll(/![^!]*!/g)].map(({ 0: found, index }) => ({ start: index, end: index + found.length })),
  };
}

/** What a mark is, with a bound: something may be known of it from an earlier text. */
const mark = /![^!]{0,9}!/g;

/** Finds every mark by what is known of an earlier text, and notes how many characters that has in common at its beginning and end. */
function readings(): { detector: Detector; since: ('anew' | [same: number, sameEnd: number])[] } {
  const since: ReturnType<typeof readings>['since'] = [];
  const found = matchesOf(new RegExp(mark));
  const noted: typeof found = {
    of: (look, earlier) => {
      since.push(earlier === undefined ? 'anew' : [earlier.same, look.text.length - earlier.again]);
      return found.of(look, earlier);
    },
  };
  const detect: Detector['detect'] = (text, look = new Look(text)) =>
    look.noted(noted).map(({ at, groups: [whole = ''] }) => ({ start: at, end: at + whole.length }));
  return { detector: { ...marks(), detect }, since };
}

describe('detectAround', () => {
  const around = (text: string, start: number, end: number, more: Partial<Surroundings> = {}): Surroundings => ({ text, start, end, at: 0, of: 'a', ...more });

  it('tells what of a finding lies within the part, in the part’s offsets', async () => {
    const found = async (start: number, end: number, at = 0) =>
      (await detectAround(around('ab!cd!ef', start, end, { at }), [marks()])).within.map(({ hits }) => hits);
    assert.deepEqual(await found(0, 8), [[{ start: 2, end: 6 }]]);
    assert.deepEqual(await found(4, 8), [[{ start: 0, end: 2 }]]);
    assert.deepEqual(await found(0, 4, 10), [[{ start: 12, end: 14 }]]);
    assert.deepEqual(await found(3, 5), [[{ start: 0, end: 2 }]]);
    assert.deepEqual([await found(0, 2), await found(6, 8)], [[], []]);
  });

  it('tells the values of the whole document that are redacted', async () => {
    const { values } = await detectAround(around('!a! !b! !a! x', 12, 13), [marks(), { ...marks(), redacts: false, rule: 'pattern:tables' }]);
    assert.deepEqual(values.map(({ value, detector }) => [detector.rule, value]), [['pattern:marks', '!a!'], ['pattern:marks', '!b!']]);
  });

  it('looks once at what has not changed, and at each change with what is known of the rest', async () => {
    const reads = readings();
    const all = [reads.detector];
    const far = 'x'.repeat(3000);
    const typed = (words: string): string => `!a!${far}\n${words}\n${far}!b!`;
    const tell = async (text: string, more: Partial<Surroundings> = {}) => {
      const { within } = await detectAround(around(text, 0, text.length, more), all);
      assert.deepEqual(within.map(({ hits }) => hits), [[...text.matchAll(mark)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }))]);
      return reads.since.splice(0);
    };
    const [before, behind] = [3 + far.length + 1, 1 + far.length + 3];
    assert.deepEqual(await tell(typed('')), ['anew']);
    assert.deepEqual(await tell(typed('')), [], 'the same');
    assert.deepEqual(await tell(typed('a')), [[before, behind]], 'a key');
    assert.deepEqual(await tell(typed('a !c! few more')), [[before + 1, behind]], 'some keys');
    assert.deepEqual(await tell(typed('')), [[before, behind]], 'what is deleted');
    assert.deepEqual(await tell(typed('y'.repeat(300))), [[before, behind]], 'a paste');
    assert.deepEqual(await tell(typed(''), { of: 'b' }), ['anew'], 'another document');
    assert.deepEqual(await tell(typed('y'.repeat(300))), [], 'the first again');
  });

  it('remembers so much text and no more', async () => {
    const reads = readings();
    const kept = [reads.detector];
    const look = async (of: string, text: string) => {
      await detectAround(around(text, 0, text.length, { of }), kept);
      return reads.since.splice(0);
    };
    assert.deepEqual(await look('a', 'x'.repeat(900_000)), ['anew']);
    assert.deepEqual(await look('b', 'x'.repeat(900_000)), ['anew']);
    assert.deepEqual(await look('a', `${'x'.repeat(900_000)}y`), [[900_000, 0]]);
    assert.deepEqual(await look('c', 'x'.repeat(900_000)), ['anew']);
    assert.deepEqual(await look('b', `${'x'.repeat(900_000)}y`), ['anew'], 'the one that was looked at least of late is forgotten');
  });

  it('does not remember a look that failed', async () => {
    let fails = true;
    const failing: Detector[] = [{ ...marks(), detect: () => (fails ? Promise.reject(new Error('not decided')) : []) }];
    await assert.rejects(detectAround(around('a', 0, 1), failing), /not decided/);
    fails = false;
    assert.deepEqual((await detectAround(around('a', 0, 1), failing)).within, []);
  });

  it('does not forget a later look with one that failed', async () => {
    let asked = 0;
    const failing: Detector[] = [
      {
        ...marks(),
        detect: async (text) => {
          asked += 1;
          await new Promise(setImmediate);
          if (text === 'a') throw new Error('not decided');
          return [{ start: 0, end: text.length }];
        },
      },
    ];
    const look = async (text: string) => (await detectAround(around(text, 0, text.length), failing)).within.map(({ hits }) => hits);
    const [first, second] = await Promise.allSettled([look('a'), look('ab')]);
    assert.equal(first.status, 'rejected');
    assert.deepEqual(second, { status: 'fulfilled', value: [[{ start: 0, end: 2 }]] });
    assert.deepEqual([await look('ab'), asked], [[[{ start: 0, end: 2 }]], 2]);
  });

  it('finds the same while a person types as in a document that it never saw', async () => {
    const plainly: Detector = { ...marks(), detect: (text) => [...text.matchAll(mark)].map(({ 0: found, index }) => ({ start: index, end: index + found.length })) };
    const text = fc.array(fc.constantFrom('!', '1', '\n', 'b'.repeat(700), '!2!'), { maxLength: 20 }).map((pieces) => pieces.join(''));
    const edits = fc.array(fc.tuple(fc.nat(), fc.nat(5), fc.constantFrom('', '3', '!', '!4!', 'e'.repeat(250))), { maxLength: 8 });
    let remembered = 0;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(text, edits, async (document, changes) => {
        const reads = readings();
        const all = [reads.detector];
        for (const [where, gone, come] of changes) {
          const start = where % (document.length + 1);
          document = document.slice(0, start) + come + document.slice(start + gone);
          const asked = around(document, 0, document.length);
          const hits = async (by: Detector[]) => (await detectAround(asked, by)).within.flatMap(({ hits: each }) => each);
          const fresh = await hits([plainly]);
          assert.deepEqual(await hits(all), fresh);
          found += fresh.length;
        }
        remembered += reads.since.filter((since) => since !== 'anew').length;
      }),
      { numRuns: 300 },
    );
    assert.ok(remembered > 100 && found > 100, `${remembered} looks with what was known, ${found} found`);
  });

  it('takes as much of a long document as may matter, the same while a person types', () => {
    const long = 'x'.repeat(1_000_000);
    assert.deepEqual(stretchAround('abcdef', { start: 2, end: 3 }), { text: 'abcdef', start: 2, end: 3 });
    const one = stretchAround(long, { start: 500_000, end: 504_000 });
    assert.ok(one.text.length < 330_000 && one.start >= 120_000 && one.text.length - one.end >= 120_000);
    const next = stretchAround(`${long}y`, { start: 500_000, end: 504_001 });
    assert.deepEqual([next.start, next.text.length], [one.start, one.text.length + 1]);
  });
});

describe('a part of a document', () => {
  const folder = freshFolder();
  beforeEach(() => {
    folder.write({ 'R/a.R': 'x' });
  });
  const uri = () => documentAt(join(folder.path, 'R/a.R')).uri;

  function typedAt(text: string, offset: number, budget = defaultBudget): CompletionDraft {
    const lines = text.slice(0, offset).split('\n');
    const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    return draftOf({ uri: uri(), languageId: 'r', text, offset, position }, budget, 'line');
  }

  async function selected(text: string, start: number, end: number, redact = false): Promise<ChatDraft> {
    const document = TextDocument.create(uri(), 'r', 1, text);
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    const params = { conversation: 'a', redact, history: [], text: 'why?', attachments: [{ uri: uri(), range }] };
    const attachments = new AttachmentReader({
      open: () => document,
      nameOf: () => 'R/a.R',
      folders: () => [folder.path],
      labelsOf: () => Promise.resolve([]),
      clearance: () => Promise.resolve('internal'),
      flaggedRead: () => Promise.resolve(),
      mayGo: () => Promise.resolve(true),
    });
    const drafted = await chatDraft(params, { attachments, words: () => Promise.resolve(noWords), language: () => 'en' });
    assert.ok(typeof drafted !== 'string');
    return drafted.draft;
  }

  /** What reaches a cloud of a draft: nothing where it is refused. */
  async function sentOf(draft: ChatDraft | CompletionDraft, gate = policyOver(folder.path).gate): Promise<string> {
    const verdict = await gate.judge<ChatDraft | CompletionDraft>(draft, mistral);
    if (verdict.kind === 'refuse') return '';
    const request = open(verdict.cleared, mistral);
    return request.kind === 'chat' ? request.messages.map(({ content }) => content).join('\n') : request.prefix + request.suffix;
  }

  const rows = (count: number, row: (index: number) => string): string => Array.from({ length: count }, (_, index) => row(index)).join('');
  const day = (index: number): string => `19${40 + (index % 60)}-0${1 + (index % 9)}-1${index % 9}`;
  const documents: Readonly<Record<string, [head: string, row: (index: number) => string, tail: string]>> = {
    'SAS datalines': ['data p;\n  input ipp $ nom $ ddn :yymmdd10. sexe $;\n  datalines;\n', (i) => `90${12345 + i * 7} FICTIVE ${day(i)} F\n`, ';\nrun;\n'],
    'datalines of pseudonyms': ['data x; input BEN_NIR_PSA :$17. AGE; datalines;\n', (i) => `${BigInt(i) * 7919n + 12345678901234567n} ${30 + (i % 60)}\n`, ';\nrun;\n'],
    'Stata input': ['input str8 ipp str10 dob sexe\n', (i) => `"A${10023 + i * 3}" "${day(i)}" 1\n`, 'end\n'],
    'an insertion': ["INSERT INTO p (ipp, nom, ddn) VALUES\n", (i) => `('90${12345 + i * 7}', 'FICTIVE', '${day(i)}'),\n`, "('1', 'x', 'x');\n"],
    'a tribble': ['p <- tribble(~ipp, ~nom, ~ddn,\n', (i) => `  "90${12345 + i * 7}", "FICTIVE", "${day(i)}",\n`, ')\n'],
    'a vector of numbers': ['nir <- c(\n', (i) => `  "285557511${1000 + i}",\n`, '  NA)\n'],
    'a CSV in a string': ['p <- read.csv(text = "ipp,nom,ddn\n', (i) => `90${12345 + i * 7},FICTIVE,${day(i)}\n`, '")\n'],
  };

  for (const [what, [head, row, tail]] of Object.entries(documents)) {
    it(`is judged by its document: ${what}`, async () => {
      const document = head + rows(400, row) + tail;
      const value = (index: number) => row(index).trim().replace(/[",']+$|^["(']+/g, '');
      for (const at of [document.length, head.length + rows(240, row).length]) {
        const sent = await sentOf(typedAt(document, at));
        for (const index of [200, 230, 241, 250, 395]) assert.ok(!sent.includes(value(index)), `ghost text has row ${index}`);
      }
      const start = head.length + rows(200, row).length;
      const sent = await sentOf(await selected(document, start, start + rows(15, (index) => row(index + 200)).length, true));
      for (let index = 200; index < 215; index += 1) assert.ok(!sent.includes(value(index)), `a selection has row ${index}`);
    });
  }

  it('tells where in the document it was found', async () => {
    const [head, row, tail] = documents['SAS datalines'] ?? ['', () => '', ''];
    const { gate } = policyOver(folder.path);
    const document = head + rows(50, row) + tail;
    const start = head.length + rows(20, row).length;
    const verdict = await gate.judge(await selected(document, start, start + row(20).length + 4), mistral);
    assert.equal(verdict.kind, 'refuse');
    assert.deepEqual(
      verdict.refusal.findings.map(({ rule, place }) => [rule, place.line, place.column, place.endLine, place.endColumn]),
      [['person-table', 24, 1, 25, 5]],
    );
  });

  it('does not repeat a value that its document gives away far from it', async () => {
    const filler = '# une étape du programme, sans rien de particulier\n'.repeat(400);
    const document = `mdp <- "Gr1ppe-2026"\n${filler}con <- ouvrir(base, "epi", "Gr1ppe-2026")\n`;
    const expected = 'con <- ouvrir(base, "epi", "«SECRET-1»")\n';
    assert.ok((await sentOf(typedAt(document, document.length))).endsWith(expected));
    assert.match(await sentOf(await selected(document, document.length - 45, document.length)), /"epi", "«SECRET-1»"\)/);
  });

  it('keeps the label that only its document gave it, since later turns come without one', async () => {
    const { gate } = policyOver(folder.path);
    const remembered = async (document: string, part: string) => {
      const start = document.lastIndexOf(part);
      const draft = await selected(document, start, start + part.length);
      const verdict = await gate.judge(draft, localGateway);
      assert.equal(verdict.kind, 'send');
      const asked = draft.messages.at(-1)?.parts[0];
      return asked === undefined ? undefined : verdict.labels.get(asked);
    };
    const filler = '# une étape du programme, sans rien de particulier\n'.repeat(4);
    const number = '2855575112345';
    const keyed = `${number}${String(nirKey(number)).padStart(2, '0')}`;
    assert.equal(await remembered(`nir <- c(\n${`"${number}",\n`.repeat(9)})`, `"${number}",\n"${number}",\n`), 'sensitive', 'announced above');
    assert.equal(await remembered(`nir <- "${number}"\n${filler}x == "${number}"\n`, `x == "${number}"`), 'sensitive', 'a value repeated bare');
    assert.equal(await remembered(`x <- 1\n${filler}x == "${keyed}"\n`, `x == "${keyed}"`), 'internal', 'found anew each time');
    assert.equal(await remembered(`nir <- "${number}"\n${filler}y <- 1\n`, 'y <- 1'), 'internal', 'nothing of it');
  });

  it('lets ordinary parts be that have something sensitive far away', async () => {
    const [head, row, tail] = documents['a tribble'] ?? ['', () => '', ''];
    const code = 'cas |>\n  filter(age > 15) |>\n  count(region)\n'.repeat(200);
    const document = head + rows(20, row) + tail + code;
    assert.ok((await sentOf(typedAt(document, document.length))).endsWith('count(region)\n'));
    assert.match(await sentOf(await selected(document, document.length - 45, document.length)), /count\(region\)/);
  });

  it('gives no row of a flagged document away, wherever it is cut', async () => {
    const whole = new Map<string, readonly string[]>();
    for (const marked of flagged) {
      const text = marked.replace(/[⟦⟧]/g, '');
      const found = await Promise.all(detectors.map(async (one) => one.detect(text)));
      const lines = found.flat().flatMap(({ start, end }) => text.slice(start, end).split('\n'));
      whole.set(text, lines.map((line) => line.trim()).filter(({ length }) => length >= 8));
    }
    assert.ok([...whole.values()].flat().length > 40);
    let refused = 0;
    let kept = 0;
    const { gate } = policyOver(folder.path);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...whole.keys()), fc.nat(), fc.nat(400), fc.boolean(), async (text, at, length, typing) => {
        const start = at % text.length;
        const end = Math.min(text.length, start + length + 1);
        const draft = typing ? typedAt(text, start, { prefix: 200, suffix: 80 }) : await selected(text, start, end, at % 2 === 0);
        const sent = await sentOf({ ...draft, conversation: `${at}` }, gate);
        if (sent === '') refused += 1;
        else kept += 1;
        for (const line of whole.get(text) ?? []) assert.ok(!sent.includes(line), `sends ${line}`);
      }),
      { numRuns: 400 },
    );
    assert.ok(refused > 40 && kept > 40, `${refused} refused, ${kept} sent`);
  });

  it('announces a number that the cursor cuts', async () => {
    const body = '2850275123456';
    const number = body + String(nirKey(body)).padStart(2, '0');
    const document = `${'x <- 1\n'.repeat(900)}nir == "${number}"\n`;
    const cursor = document.indexOf(number) + 14;
    assert.ok(!(await sentOf(typedAt(document, cursor))).includes(number.slice(0, 14)));
  });
});
