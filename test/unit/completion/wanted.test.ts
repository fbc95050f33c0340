import assert from 'node:assert/strict';
import { settingsSchema, type Settings } from '../../../src/protocol/settings.ts';
import { isWanted } from '../../../src/server/completion/wanted.ts';
import { snapshotOf } from '../../support/cursor.ts';

const { completion } = settingsSchema.parse({});
const report = '---\ntitle: Weekly report\n---\n\nCases by week.\n\n```{r}\ncases <- 1\n```\n\n```{sql}\nselect 1\n```\n';
const inProse = report.replace('Cases by week', 'Cases by║ week');
const inR = report.replace('cases <- 1', 'cases <- 1║');
const inSql = report.replace('select 1', 'select 1║');

function wanted(marked: string, languageId: string, settings: Partial<Settings['completion']>, invoked = false): boolean {
  return isWanted(snapshotOf(marked, { languageId, invoked }), { ...completion, ...settings });
}

describe('whether ghost text is wanted', () => {
  it('goes by the language, and by the star for those that are not named', () => {
    assert.equal(wanted('x║', 'r', {}), true);
    assert.equal(wanted('x║', 'plaintext', {}), true, 'a SAS program to an editor without an extension for it');
    assert.equal(wanted('x║', 'plaintext', { languages: { '*': true, plaintext: false } }), false);
    assert.equal(wanted('x║', 'python', { languages: { '*': false, r: true } }), false);
    assert.equal(wanted('x║', 'r', { languages: { '*': false, r: true } }), true);
    assert.equal(wanted('x║', 'r', { languages: {} }), true);
  });

  it('goes by the chunk and the prose of a report too', () => {
    const languages = { '*': true, markdown: false, sql: false };
    assert.deepEqual([inProse, inR, inSql].map((marked) => wanted(marked, 'quarto', { languages })), [false, true, false]);
    assert.equal(wanted(inR, 'quarto', { languages: { '*': false, r: true } }), false, 'the document is off');
    assert.equal(wanted(inR, 'quarto', { languages: { '*': false, quarto: true } }), true);
  });

  it('leaves out comments where they are off, unless the person asks', () => {
    const marked = 'n <- 1 # count of║\n';
    assert.equal(wanted(marked, 'r', {}), true);
    assert.equal(wanted(marked, 'r', { comments: false }), false);
    assert.equal(wanted(marked, 'r', { comments: false }, true), true);
    assert.equal(wanted('n <- "# count of║\n', 'r', { comments: false }), true);
    assert.equal(wanted('#| echo: ║\n', 'r', { comments: false }), true, 'an option of a chunk is no comment');
  });

  it('is not where it is switched off', () => {
    assert.equal(wanted('x║', 'r', { enabled: false }, true), false);
  });
});
