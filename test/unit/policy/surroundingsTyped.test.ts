import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { defaultBudget } from '../../../src/server/completion/budget.ts';
import { draftOf } from '../../../src/server/completion/draft.ts';
import { detectors } from '../../../src/server/policy/detectors/index.ts';
import { detectAround } from '../../../src/server/policy/surroundings.ts';
import { freshFolder } from '../../support/folder.ts';
import { documentAt, mistral, policyOver } from '../../support/policy.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const names = ['DUPOND', 'MARTIN', 'DURAND', 'PETIT', 'LEROY', 'MOREAU'];
const firstNames = ['Marie', 'Jean', 'Luc', 'Anne', 'Paul', 'Eve'];
const quoted = (values: readonly string[]): string => values.map((value) => `"${value}"`).join(', ');
const lines = (count: number, line: (index: number) => string): string => Array.from({ length: count }, (_, index) => line(index)).join('');

/** What stands above the cursor, longer than a prompt, with no person in it, and what is typed that makes persons of it. */
const documents: Readonly<Record<string, [above: string, typed: string]>> = {
  'rows below a header that is not in the prompt': [
    `id;nom;prenom;age;note\n${lines(12, (index) => `${index};;;;${'x'.repeat(600)}\n`)}`,
    names.map((name, index) => `${900 + index};${name};${firstNames[index]};${30 + index};\n`).join(''),
  ],
  'first names far below the names': [
    `d <- data.frame(\n  nom = c(${quoted(names)}),\n${lines(200, (index) => `  mesure_${index} = c(${names.map((_, row) => (index * 7 + row * 13) % 97).join(', ')}),\n`)}`,
    `  prenom = c(${quoted(firstNames)}),\n`,
  ],
  'dates of birth far below the names': [
    `d <- data.frame(\n  nom = c(${quoted(names)}),\n${lines(200, (index) => `  mesure_${index} = c(${names.map((_, row) => (index * 7 + row * 13) % 97).join(', ')}),\n`)}`,
    `  naissance = c(${quoted(names.map((_, index) => `19${60 + index}-03-1${index}`))}),\n`,
  ],
};

describe('what is typed into a part of a document', () => {
  const folder = freshFolder();

  for (const [what, [above, typed]] of Object.entries(documents)) {
    it(`is judged by the document as a fresh look judges it: ${what}`, async () => {
      folder.write({ 'R/a.R': 'x' });
      const { uri } = documentAt(join(folder.path, 'R/a.R'));
      const below = `)\n${'y <- 1\n'.repeat(300)}`;
      const draft = (text: string) => {
        const before = above + text;
        const written = before.split('\n');
        const position = { line: written.length - 1, character: written.at(-1)?.length ?? 0 };
        return draftOf({ uri, languageId: 'r', text: before + below, offset: before.length, position }, defaultBudget, 'line');
      };
      const { gate } = policyOver(folder.path);
      assert.ok(typed.length <= 200 && !draft('').prefix.some(({ text }) => text.includes('nom')), 'its header is in no prompt');
      assert.equal((await gate.judge(draft(''), mistral)).kind, 'send', 'before');
      // At once, and once more with what has been looked at meanwhile.
      for (const text of [typed, `${typed}#`]) {
        const verdict = await gate.judge(draft(text), mistral);
        assert.equal(verdict.kind, 'refuse');
        assert.deepEqual([...new Set(verdict.refusal.findings.map(({ rule }) => rule))], ['person-table']);
      }
      assert.equal((await gate.judge(draft(''), mistral)).kind, 'send', 'when it is deleted again');
    });
  }

  it('keeps no earlier state of the document in memory, whatever is taken over from it', async () => {
    const filler = 'une ligne sans rien de particulier\n'.repeat(3_000);
    const line = (index: number): string =>
      `d${index} <- data.frame(nom_de_colonne_assez_long = c("une valeur assez longue ${index}", "une autre valeur ${index}"))\n` +
      `x <- list(un_nom_assez_long_${index} = "encore une valeur ${index}", mot_de_passe_${index} = BEN_NIR_PSA)\nepi.${index}@exemple-assez-long.fr\n`;
    let typed = '';
    const used = async (count: number): Promise<number> => {
      for (let index = 0; index < count; index += 1) {
        for (const piece of line(index).split(/(?<=[\n,)])/)) {
          typed += piece;
          const text = filler + typed + filler;
          await detectAround({ text, start: filler.length, end: filler.length + 10, at: 0, of: 'file:///typed.R' }, detectors);
        }
      }
      await new Promise(setImmediate);
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    // The engine compiles first.
    await used(16);
    const before = await used(16);
    const grown = ((await used(16)) - before) / (2 * filler.length);
    assert.ok(grown < 5, `${grown.toFixed(1)} documents more in memory after ${typed.length} characters`);
  });
});
