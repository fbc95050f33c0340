import assert from 'node:assert/strict';
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { ownWords } from '../../../src/server/chat/prompts.ts';
import { Decider } from '../../../src/server/policy/decision.ts';
import { FlaggedFiles } from '../../../src/server/policy/flaggedFiles.ts';
import { Gate } from '../../../src/server/policy/gate.ts';
import type { KinshipOptions } from '../../../src/server/policy/kinship/kinship.ts';
import { Labeller } from '../../../src/server/policy/labeller.ts';
import { LookMemory } from '../../../src/server/policy/lookMemory.ts';
import { Workspace } from '../../../src/server/policy/workspace.ts';
import type { Origin } from '../../../src/protocol/origin.ts';
import type { Label } from '../../../src/protocol/label.ts';
import { chatOf, documentAt, localGateway, MemoryAudit, mistral, part, policyOver } from '../../support/policy.ts';
import { until } from '../../support/until.ts';
import { passage, setUpBench, table } from './kinship/bench.ts';

describe('requests and flagged files that are not read', function () {
  this.timeout(30_000);
  const { folder, path, startWith, workerPath } = setUpBench();
  const rule = (file: string, label: string) => `{"files":[{"paths":["${file}"],"label":"${label}","reason":"Invented"}]}`;

  /** All that judges, over the real index. */
  const open = (folders: readonly string[], { memory, ...options }: Partial<KinshipOptions> & { memory?: LookMemory } = {}) => {
    const workspace = new Workspace(folders.map((name) => ({ path: path(name), name: basename(name) })), true, { detectors: [] });
    const counts = { changes: 0, heads: 0 };
    const kinship = startWith({ ...options, onChange: () => (counts.changes += 1) });
    const readHeads = (_: string, at = '') => {
      counts.heads += 1;
      return at.endsWith('forbidden.R') ? Promise.reject(new Error('EACCES')) : Promise.resolve([at === '' ? '' : readFileSync(at, 'utf8')]);
    };
    const labeller = new Labeller({ readHeads, ownWords, sources: [], kinship });
    const flagged = new FlaggedFiles(workspace, labeller, kinship, memory);
    const gate = new Gate(new Decider(workspace, labeller, flagged), new MemoryAudit());
    const ask = async (text: string, { to = mistral, origin }: { to?: typeof mistral; origin?: Origin } = {}) => {
      const verdict = await gate.judge(chatOf(part(text, origin)), to);
      return verdict.kind === 'send' ? 'send' : verdict.refusal.findings.map((finding) => finding.rule).join();
    };
    return { workspace, kinship, flagged, counts, ask };
  };

  it('holds for a destination only the files that it may not receive', async () => {
    folder.write({ 'ws/s.txt': table(1), 'ws/large.csv': table(2, 150_000), 'ws/.vigie.json': rule('s.txt', 'secret') });
    const { flagged, ask } = open(['ws']);
    const reading = flagged.refresh();
    assert.equal(flagged.highestUnread, 'secret', 'from the very call');
    assert.equal(await ask(passage(1), { to: localGateway }), 'kinship');
    assert.equal(flagged.highestUnread, 'sensitive', 'the large file is not waited for');
    assert.equal(await ask(passage(2), { to: localGateway }), 'send');
    assert.equal(await ask(passage(2)), 'kinship');
    assert.equal(flagged.highestUnread, 'public');
    await reading;
  });

  it('lets no row of a newly flagged file pass, from the first request on', async () => {
    folder.write({ 'ws/s.txt': table(1) });
    const { workspace, flagged, ask } = open(['ws']);
    workspace.onDidChange(() => void flagged.refresh());
    assert.equal(await ask(passage(1)), 'send');
    folder.write({ 'ws/.vigie.json': rule('s.txt', 'sensitive') });
    assert.equal(await ask(passage(1)), 'kinship');
  });

  it('lets no new row of a flagged file pass once it was told that the file has changed', async () => {
    folder.write({ 'ws/a.csv': table(1) });
    const { flagged, ask } = open(['ws']);
    await flagged.refresh();
    folder.write({ 'ws/a.csv': table(2) });
    const looking = flagged.look([path('ws/a.csv')]);
    assert.equal(await ask(passage(2)), 'kinship');
    await looking;
    folder.write({ 'ws/a.csv': table(3) });
    const once = flagged.look([path('ws/a.csv')]);
    assert.equal(await ask('x', { to: localGateway }), 'send');
    assert.notEqual(flagged.highestUnread, 'public', 'who may receive the file did not wait for it');
    await once;
  });

  it('looks through the text while it waits, and decides only once all is read', async () => {
    folder.write({ 'ws/a.R': 'x <- 1' });
    let read: () => void = () => undefined;
    const reading = {
      highestUnread: 'secret' as Label,
      failure: undefined,
      changed: () => new Promise<void>((resolve) => (read = resolve)),
    };
    let heads = 0;
    const { gate, audit } = policyOver(path('ws'), { reading, readHead: () => `${(heads += 1)}` });
    const judging = gate.judge(chatOf(part('x <- 1', documentAt(path('ws/a.R')))), mistral);
    await until('the look ahead', () => heads === 1);
    assert.deepEqual(audit.traces, []);
    reading.highestUnread = 'public';
    read();
    assert.equal((await judging).kind, 'send');
    assert.deepEqual([heads, audit.traces.length], [2, 1], 'what was found before does not count');
  });

  it('looks at each file once at the start, though the rules are new to it then', async () => {
    folder.write({ 'ws/a.R': 'x <- 1', 'ws/b.R': 'y <- 2' });
    const { workspace, flagged, counts } = open(['ws']);
    workspace.onDidChange(() => void flagged.refresh());
    await flagged.refresh();
    assert.equal(counts.heads, 2);
    folder.write({ 'ws/.vigie.json': rule('b.R', 'internal') });
    await workspace.now();
    await flagged.refresh();
    assert.equal(counts.heads, 5, 'and once more by new rules, the rule file with them');
  });

  it('reads nothing for a file that is not flagged, or is what it was', async () => {
    folder.write({ 'ws/a.csv': table(1), 'ws/a.R': 'x <- 1' });
    const { flagged, counts, ask } = open(['ws']);
    await flagged.refresh();
    const before = counts.changes;
    folder.write({ 'ws/a.R': 'x <- 2' });
    void flagged.look([path('ws/a.R'), path('ws/a.csv')]);
    assert.equal(await ask('x'), 'send');
    await flagged.refresh();
    assert.equal(counts.changes, before);
  });

  it('refuses at once, and says why, where the index cannot be built, until it can', async () => {
    folder.write({ 'ws/a.csv': table(1), 'broken.js': 'throw new RangeError("broken")' });
    const { flagged, ask } = open(['ws'], { workerPath: path('broken.js') });
    await flagged.refresh();
    const began = performance.now();
    assert.equal(await ask('x'), 'flagged-files-unreadable');
    assert.ok(performance.now() - began < 2000);
    assert.equal(await ask('x', { to: localGateway }), 'send', 'no file is secret');
    rmSync(path('broken.js'));
    linkSync(workerPath(), path('broken.js'));
    await flagged.look([path('ws/a.csv')]);
    assert.equal(await ask('x'), 'send');
    assert.equal(await ask(passage(1)), 'kinship');
  });

  it('tries again by itself', async () => {
    folder.write({ 'ws/a.csv': table(1), 'broken.js': '' });
    const { flagged, ask } = open(['ws'], { workerPath: path('broken.js') });
    await flagged.refresh();
    rmSync(path('broken.js'));
    linkSync(workerPath(), path('broken.js'));
    while (flagged.failure !== undefined) await flagged.changed();
    assert.equal(await ask(passage(1)), 'kinship');
  });

  it('takes no file for another of the same name', async () => {
    folder.write({ 'p1/an/d.txt': table(1), 'p2/an/d.txt': table(1), 'p1/an/.vigie.json': rule('d.txt', 'sensitive') });
    const { flagged, ask } = open(['p1/an', 'p2/an']);
    await flagged.refresh();
    assert.equal(await ask(passage(1), { origin: documentAt(path('p2/an/d.txt')) }), 'kinship');
    assert.equal(await ask(passage(1), { origin: { kind: 'document', uri: 'untitled:an/d.txt' } }), 'kinship');
    const own = await ask(passage(1), { origin: documentAt(path('p1/an/d.txt')) });
    assert.equal(own, 'workspace-rule', 'the file itself is not called a copy');
  });

  it('knows passages of data that a link leads to, and ends in a circle of links', async () => {
    folder.write({ 'mnt/2024/p.csv': table(1), 'lone.csv': table(2), 'ws/a.R': 'x' });
    symlinkSync(path('mnt'), path('ws/data'));
    symlinkSync(path('ws'), path('mnt/2024/back'));
    symlinkSync(path('lone.csv'), path('ws/lone.csv'));
    const { flagged, ask } = open(['ws']);
    await flagged.refresh();
    assert.equal(await ask(passage(1)), 'kinship');
    assert.equal(await ask(passage(2)), 'kinship');
    rmSync(path('mnt/2024'), { recursive: true });
    await flagged.look([path('ws/data/2024')]);
    assert.equal(await ask(passage(1)), 'send', 'gone behind the link');
  });

  it('follows folders as they are added and removed, and keeps what was opened from elsewhere', async () => {
    folder.write({ 'one/a.csv': table(1), 'two/b.csv': table(2), 'else/c.csv': table(3) });
    const { workspace, flagged, ask } = open(['one']);
    workspace.onDidChange(() => void flagged.refresh());
    await flagged.look([path('else/c.csv')]);
    assert.deepEqual([await ask(passage(1)), await ask(passage(2)), await ask(passage(3))], ['kinship', 'send', 'kinship']);
    workspace.setFolders([{ path: path('two'), name: 'two' }]);
    assert.deepEqual([await ask(passage(1)), await ask(passage(2)), await ask(passage(3))], ['send', 'kinship', 'kinship']);
  });

  it('goes on where a file cannot be labelled', async () => {
    folder.write({ 'ws/a/forbidden.R': 'x', 'ws/b.csv': table(1) });
    for (const name of ['c', 'd', 'e']) {
      mkdirSync(path(`ws/${name}`));
      folder.write({ [`ws/${name}/forbidden.R`]: 'x' });
    }
    const { flagged, ask } = open(['ws']);
    await flagged.refresh();
    assert.equal(await ask(passage(1)), 'kinship');
    assert.equal(flagged.highestUnread, 'public');
  });

  it('finds the secret files of a large workspace that it knows without looking into the others', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_100 }, (_, at) => [`ws/${at % 20}/file${at}.R`, 'x <- 1']));
    folder.write({ ...many, 'ws/s.txt': `# vigie: secret\n${table(1)}`, 'moved/t.txt': `# vigie: secret\n${table(2)}` });
    // What is written now is old for a memory whose clock is ahead.
    const ahead = new LookMemory(path('storage'), () => Date.now() + 7_200_000);
    const first = open(['ws'], { memory: ahead });
    void first.flagged.refresh();
    assert.equal(await first.ask(passage(1), { to: localGateway }), 'kinship');
    assert.ok(first.counts.heads > 2_100, 'the first time all are waited for');
    await first.flagged.refresh();

    renameSync(path('moved'), path('ws/moved'));
    const second = open(['ws'], { memory: ahead });
    const looking = second.flagged.refresh();
    assert.equal(await second.ask(passage(1), { to: localGateway }), 'kinship');
    assert.equal(await second.ask(passage(2), { to: localGateway }), 'kinship', 'moved here in between, though it is old');
    assert.equal(second.flagged.highestUnread, 'sensitive');
    await looking;
    assert.ok(second.counts.heads > 2_100);

    folder.write({ 'ws/.vigie.json': rule('5/file5.R', 'secret'), 'ws/5/file5.R': table(3) });
    const third = open(['ws'], { memory: ahead });
    const last = third.flagged.refresh();
    assert.equal(await third.ask(passage(3), { to: localGateway }), 'kinship', 'by a rule of today');
    assert.equal(third.flagged.highestUnread, 'sensitive');
    await last;

    const late = open(['ws'], { memory: new LookMemory(path('storage'), () => Date.now()) });
    await late.flagged.refresh();
    folder.write({ 'ws/7/file7.R': `# vigie: secret\n${table(4)}` });
    const again = open(['ws'], { memory: new LookMemory(path('storage')) });
    void again.flagged.refresh();
    assert.equal(await again.ask(passage(4), { to: localGateway }), 'kinship', 'changed since the last look');
  });
});
