import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { draftOf } from '../../src/server/completion/draft.ts';
import { detectAnew, detectBy, detectIn, type Detected } from '../../src/server/policy/byContent.ts';
import { detectors } from '../../src/server/policy/detectors/index.ts';
import { changeSince, Looks, type Change } from '../../src/server/policy/detectors/look.ts';
import { detectAround } from '../../src/server/policy/surroundings.ts';
import { fuzz } from './theatre.ts';

const golden = new URL('../golden/detectors/', import.meta.url);

function programs(kind: 'clean' | 'flagged'): string[] {
  const folder = new URL(`${kind}/`, golden);
  return readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8').replace(/[⟦⟧]/g, ''));
}

/** Programs with and without findings, and pieces of them: what people type, paste and delete. */
const all = [...programs('clean'), ...programs('flagged')];
const lines = all.flatMap((program) => program.split('\n'));

/** What is found, or would be but for one character, and what makes something else of its surroundings. */
const planted = [
  '2 73 01 99 802 528 21',
  '273019980252821',
  'nir <- "2730199802528"',
  'password = "Gr1ppe-2026"',
  'Sys.setenv(DB_PASSWORD = "Gr1ppe-2026")',
  'postgresql://epi:Gr1ppe2026@db.local/oscour',
  `ghp_${'aB3'.repeat(12)}`,
  `${'-'.repeat(5)}BEGIN RSA PRIVATE KEY-----\nMII${'aB3x'.repeat(30)}\n`,
  'marie.dupond@mail.fr;positive;DUPOND Marie',
  'data.frame(nom = c("DUPOND", "DURAND"), prenom = c("Marie", "Luc"), age = c(34, 51))',
  '{"nom": "DUPOND", "prenom": "Marie"}, {"nom": "DURAND", "prenom": "Luc"}',
  'nom;prenom;ddn\nDUPOND;Marie;1980-01-12\nDURAND;Luc;1975-02-03\n',
  "BEN_NIR_PSA = 'a1B2c3D4e5F6g7H8i'",
  'MSH|^~\\&|A|B\nPID|1||123^^^IPP||DUPOND^MARIE\n',
  'input nom $ age;\ndatalines;\nDUPOND 34\nDURAND 51\n;',
  "insert into t (nom, prenom) values ('DUPOND', 'Marie'), ('DURAND', 'Luc');",
  '"', "'", '\\n', '\n', '\n\n', ',', ';', '(', ')', 'c(', '{', '-', '7', '\uff11', '«', '\ud83d', ' ',
];

const pieces = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...planted) },
  fc.nat(lines.length - 6).chain((from) => fc.integer({ min: 1, max: 5 }).map((count) => lines.slice(from, from + count).join('\n'))),
);

/** A change: something is typed key by key, or pasted, or so many characters are deleted. */
const edits = fc.array(
  fc.record({ where: fc.nat(), gone: fc.oneof(fc.constant(0), fc.nat(40)), come: pieces, typed: fc.boolean() }),
  { minLength: 1, maxLength: 6 },
);

/** The states of a document through its changes, each with the cursor. */
function* states(program: string, changes: readonly { where: number; gone: number; come: string; typed: boolean }[]): Generator<[string, number]> {
  let text = program;
  for (const { where, gone, come, typed } of changes) {
    const at = where % (text.length + 1);
    text = text.slice(0, at) + text.slice(at + gone);
    const steps = typed ? come.length : 1;
    for (let step = 1; step <= steps; step += 1) {
      const end = Math.ceil((come.length * step) / steps);
      yield [text.slice(0, at) + come.slice(0, end) + text.slice(at), at + end];
    }
    text = text.slice(0, at) + come + text.slice(at);
  }
}

/** What stands around the cursor, and what is typed there that makes persons of what stands far above it. */
const unannounced: readonly (readonly [above: string, typed: string, below: string])[] = [
  [`id;nom;prenom;age;note\n${`1;;;;${'x'.repeat(150)}\n`.repeat(6)}`, '900;DUPOND;Marie;30;\n901;MARTIN;Jean;31;\n902;DURAND;Luc;32;\n', 'y <- 1\n'.repeat(50)],
  [
    `d <- data.frame(\n  nom = c("DUPOND", "MARTIN", "DURAND"),\n${Array.from({ length: 20 }, (_, index) => `  mesure_${index} = c(${index}, 7, 3),\n`).join('')}`,
    '  naissance = c("1960-03-10", "1971-03-11", "1982-03-12"),\n',
    `)\n${'y <- 1\n'.repeat(50)}`,
  ],
  [`nir <- c(\n${'  # un commentaire\n'.repeat(30)}`, '"2730199802528", "2730199802529"', `)\n${'y <- 1\n'.repeat(50)}`],
];

/** Programs, somewhere in which the cursor stands. */
const programPieces = fc.tuple(fc.constantFrom(...all.filter(({ length }) => length > 1_000)), fc.double({ min: 0.4, max: 0.8, noNaN: true })).map(([program, where]) => {
  const text = program.slice(0, 6_000);
  const at = Math.floor(where * text.length);
  return [text.slice(0, at), '', text.slice(at)] as const;
});

function positionOf(text: string, offset: number) {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

const told = (found: readonly Detected[]) => found.map(({ detector, hits }) => [detector.rule, hits]);

/** Looks that are mistaken in what has changed. */
const mistaken: Readonly<Record<string, (text: string, change: Change) => Change>> = {
  'forgets to notice an edit': (text, { earlier }) => {
    const same = Math.min(text.length, earlier.text.length);
    return { earlier, same, sameEnd: 0 };
  },
  'sees less of a change than there is': (text, { earlier, same, sameEnd }) => {
    const most = Math.min(text.length, earlier.text.length);
    return { earlier, same: Math.min(most, same + 30), sameEnd: Math.min(most - Math.min(most, same + 30), sameEnd + 30) };
  },
  'sees what comes, but not what goes behind it': (text, { earlier, same }) => ({ earlier, same, sameEnd: Math.min(text.length, earlier.text.length) - same }),
};

describe('looking at what a key has changed', function () {
  this.timeout(120_000);

  /** Compares what is found with what looking at all of a text finds, through the changes of documents. */
  async function compare(find: (text: string) => Promise<readonly Detected[]>, numRuns: number) {
    const seen = { texts: 0, found: 0 };
    const property = fc.asyncProperty(fc.constantFrom(...all), fc.nat(), edits, async (program, from, changes) => {
      const start = from % program.length;
      for (const [text, cursor] of states(program.slice(start, start + 6_000), changes)) {
        for (const each of [text.slice(0, cursor), text.slice(cursor), text]) {
          const plainly = told(await detectAnew(each, detectors));
          assert.deepEqual(told(await find(each)), plainly);
          seen.texts += 1;
          if (plainly.length > 0) seen.found += 1;
        }
      }
    });
    const checked = await fc.check(property, { numRuns, seed: fuzz.seed, endOnFailure: true });
    return { ...seen, checked };
  }

  it('finds what looking at all of a text finds, whatever is typed, pasted and deleted', async () => {
    const { texts, found, checked } = await compare((text) => detectIn(text, detectors), 60 * fuzz.times);
    assert.ok(!checked.failed, fc.defaultReportMessage(checked));
    assert.ok(texts > 2_000 && found > 500, `${texts} texts, ${found} with findings`);
  });

  for (const [fault, mistake] of Object.entries(mistaken)) {
    it(`is found out where it ${fault}`, async () => {
      const looks = new Looks((text, earlier) => {
        const change = changeSince(text, earlier);
        return change && mistake(text, change);
      });
      const { checked } = await compare(async (text) => {
        const look = looks.at(text);
        const found = await detectBy(look, detectors);
        looks.keep(look);
        return found;
      }, 60);
      assert.ok(checked.failed, 'no case showed it');
    });
  }

  it('finds in the document of a prompt what a fresh look at it finds, whatever is typed, pasted and deleted', async () => {
    const seen = { parts: 0, found: 0, far: 0 };
    const property = fc.asyncProperty(fc.oneof(fc.constantFrom(...unannounced), programPieces), edits, async ([above, typed, below], changes) => {
      const at = above.length;
      const typing = typed === '' ? [] : [{ where: at, gone: 0, come: typed, typed: true }];
      const nearCursor = changes.map((change) => ({ ...change, where: at + (change.where % (typed.length + 100)) }));
      // Other rules have detectors of their own, of which nothing is known.
      const kept = [...detectors];
      for (const [text, offset] of states(above + below, [...typing, ...nearCursor])) {
        const { prefix, suffix } = draftOf({ uri: 'file:///a.R', languageId: 'r', text, offset, position: positionOf(text, offset) }, { prefix: 300, suffix: 100 }, 'line');
        for (const { text: part, around } of [...prefix, ...suffix]) {
          assert.ok(around !== undefined);
          const [found, fresh] = await Promise.all([kept, [...detectors]].map((by) => detectAround(around, by)));
          assert.deepEqual([told(found?.within ?? []), found?.values], [told(fresh?.within ?? []), fresh?.values]);
          seen.parts += 1;
          if (found?.within.length === 0) continue;
          seen.found += 1;
          if ((await detectAnew(part, detectors)).length === 0) seen.far += 1;
        }
      }
    });
    await fc.assert(property, { numRuns: 30 * fuzz.times, seed: fuzz.seed, endOnFailure: true });
    assert.ok(seen.found > 300 && seen.far > 100, `${seen.parts} parts, ${seen.found} with findings, ${seen.far} only by their document`);
  });
});
