import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { detectAnew, detectIn, type Detected } from '../../src/server/policy/byContent.ts';
import { detectors } from '../../src/server/policy/detectors/index.ts';
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
  `-----BEGIN RSA PRIVATE ${'KEY'}-----\nMII${'aB3x'.repeat(30)}\n`,
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

const told = (found: readonly Detected[]) => found.map(({ detector, hits }) => [detector.rule, hits]);

describe('looking at what a key has changed', function () {
  this.timeout(120_000);

  it('finds what looking at all of a text finds, whatever is typed, pasted and deleted', async () => {
    let compared = 0;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), fc.nat(), edits, async (program, from, changes) => {
        const start = from % program.length;
        for (const [text, cursor] of states(program.slice(start, start + 6_000), changes)) {
          for (const each of [text.slice(0, cursor), text.slice(cursor), text]) {
            const plainly = told(await detectAnew(each, detectors));
            assert.deepEqual(told(await detectIn(each, detectors)), plainly);
            compared += 1;
            if (plainly.length > 0) found += 1;
          }
        }
      }),
      { numRuns: 60, seed: fuzz.seed },
    );
    assert.ok(compared > 2_000 && found > 500, `${compared} texts, ${found} with findings`);
  });
});
