import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { attachedParts } from '../../../src/server/chat/draft.ts';
import { ownWords } from '../../../src/server/chat/prompts.ts';
import { createAttachments } from '../../../src/server/createAttachments.ts';
import { Decider } from '../../../src/server/policy/decision.ts';
import { fileUri } from '../../../src/server/policy/fileUri.ts';
import { FlaggedFiles } from '../../../src/server/policy/flaggedFiles.ts';
import { Gate } from '../../../src/server/policy/gate.ts';
import { Labeller } from '../../../src/server/policy/labeller.ts';
import { Workspace } from '../../../src/server/policy/workspace.ts';
import { chatOf, localGateway, MemoryAudit, mistral } from '../../support/policy.ts';
import { passage, setUpBench, table } from '../policy/kinship/bench.ts';

describe('changes of several files that are asked about while the flagged files are being read', function () {
  this.timeout(30_000);
  const { folder, path, startWith } = setUpBench();
  const changed = (name: string, text: string) => ({ uri: fileUri(path(name)), text: `@@ -1 +1,4 @@\n${text.replace(/^/gm, '+')}\n` });

  /** Takes some tenths of a second to read. */
  const large = table(2, 80_000);

  /** All that judges and reads attachments, over the real index, of which nothing is read yet. */
  const open = ({ to = mistral, workerPath = undefined as string | undefined } = {}) => {
    const workspace = new Workspace([{ path: path('ws'), name: 'ws' }], true, { detectors: [] });
    const kinship = startWith(workerPath === undefined ? {} : { workerPath });
    const readHeads = (_: string, at = '') => Promise.resolve([at === '' ? '' : readFileSync(at, 'utf8')]);
    const labeller = new Labeller({ readHeads, ownWords, sources: [], kinship });
    const flagged = new FlaggedFiles(workspace, labeller, kinship);
    const gate = new Gate(new Decider(workspace, labeller, flagged), new MemoryAudit());
    const reader = createAttachments({
      documents: { get: () => undefined },
      openFiles: { at: () => undefined },
      folders: () => [path('ws')],
      nameOf: (uri) => uri.slice(fileUri(path('ws')).length + 1),
      workspace,
      labeller,
      reading: flagged,
      gate,
      destination: () => to,
    });
    const diff = { kind: 'diff' as const, files: [changed('ws/a.R', 'x <- 1'), changed('ws/copy.R', passage(1))] };
    return {
      flagged,
      ask: async () => {
        const read = await reader.readAll([diff]);
        assert.ok(typeof read !== 'string');
        const verdict = await gate.judge(chatOf(...attachedParts(read)), to);
        const behind = read.flatMap((each) => ('staysBehind' in each && each.staysBehind !== undefined ? [each.staysBehind] : []));
        return { verdict: verdict.kind === 'send' ? 'send' : verdict.refusal.findings.map(({ rule }) => rule).join(), behind };
      },
      shown: () => reader.read(diff),
    };
  };

  beforeEach(() => {
    folder.write({ 'ws/p.csv': table(1), 'ws/large.csv': large, 'ws/a.R': 'x <- 1', 'ws/copy.R': 'y <- 2' });
  });

  it('go but for the one that repeats a passage, which is known once they are read', async () => {
    const { flagged, ask } = open();
    void flagged.refresh();
    assert.deepEqual(await ask(), { verdict: 'send', behind: ['copy.R'] });
    assert.equal(flagged.highestUnread, 'public');
  });

  it('do not wait for files that may go there, nor does the chip for any', async () => {
    const near = open({ to: localGateway });
    const reading = near.flagged.refresh();
    assert.deepEqual(await near.ask(), { verdict: 'send', behind: [] });
    assert.equal(near.flagged.highestUnread, 'sensitive');
    await reading;
    const far = open();
    void far.flagged.refresh();
    assert.ok(typeof (await far.shown()) !== 'string');
    assert.notEqual(far.flagged.highestUnread, 'public');
  });

  it('are refused at once where the flagged files cannot be read', async () => {
    folder.write({ 'broken.js': 'throw new RangeError("broken")' });
    const { flagged, ask } = open({ workerPath: path('broken.js') });
    await flagged.refresh();
    const began = performance.now();
    assert.equal((await ask()).verdict, 'flagged-files-unreadable');
    assert.ok(performance.now() - began < 2000);
  });
});
