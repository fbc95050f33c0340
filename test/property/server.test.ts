import assert from 'node:assert/strict';
import { join } from 'node:path';
import fc from 'fast-check';
import { stories, type Aim } from './arbitraries.ts';
import { LspEditor } from './lspEditor.ts';
import { fuzz, theatre } from './theatre.ts';

/** Stories for the one server; the parts that decide have thousands of their own. */
const numRuns = Math.ceil(100 * fuzz.times);

/** Rows of flagged files, under all their names and pasted anywhere. */
const passages: Aim = {
  of: ['linelist', 'weekly', 'hard link of the line list', 'link to the line list', 'counts of the second', 'model'],
  views: ['file', 'untitled', 'git'],
  steps: ['chat', 'chat', 'choose', 'ghost', 'switch', 'close', 'rules'],
  // Where passages may not go, twice as often as elsewhere.
  to: ['elsewhere', 'here', 'elsewhere', 'mistral'],
  say: ['rows', 'nothing special'],
};

describe('the server as it is shipped, whatever a person does', function () {
  this.timeout(300_000 * Math.max(1, fuzz.times));
  const here = theatre();

  describe('in one long session', () => {
    let editor: LspEditor;

    before(async () => {
      editor = await LspEditor.start(here(), join(here().world.base, 'state'));
    });
    after(() => editor.end());

    const plays = (aim?: Aim) =>
      fc.asyncProperty(stories(aim), (story) =>
        here().playIn(story, async () => {
          await editor.begin(story);
          return editor;
        }),
      );

    it('lets nothing through that is above the clearance', async () => {
      await fc.assert(plays(), { numRuns, seed: fuzz.seed });
    });

    it('knows passages of flagged files again, by the rules of now', async () => {
      await fc.assert(plays(passages), { numRuns: Math.ceil(numRuns / 2), seed: fuzz.seed });
    });

    it('was asked enough, and let through what may go', () => {
      const { tally } = here();
      for (const way of ['to elsewhere: sent', 'to here: sent', 'to mistral: sent', 'ghost text shown', 'allowed canary arrived']) {
        assert.ok(tally.of(way) >= 20, `${way}: ${tally.of(way)}\nIn all:\n${tally.toString()}`);
      }
    });
  });
});
