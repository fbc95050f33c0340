import assert from 'node:assert/strict';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, type Checked, type CheckOptions } from '../../../src/cli/check.ts';
import { terminalLocale } from '../../../src/cli/locale.ts';
import { freshFolder } from '../../support/folder.ts';
import { itWithLinks } from '../../support/links.ts';

describe('check', () => {
  const folder = freshFolder();
  beforeEach(() => {
    folder.write({
      '.vigie.json': '{ "files": [ { "paths": ["private/"], "label": "sensitive", "reason": "Patients" } ] }',
      'R/clean.R': 'x <- 1\n',
      'R/nir.R': 'x <- 1\n  nir <- "273019980252821"\n',
      'R/marked.R': '# vigie: secret\n',
      'private/notes.R': 'x <- 1\n',
      'node_modules/a/data.csv': 'x\n',
    });
  });

  const usual: CheckOptions = { json: false, destination: 'mistral', all: false, staged: false, kinship: false };

  async function run(options: Partial<CheckOptions> = {}, paths = ['.']) {
    const said = { out: '', err: '' };
    const writer = (name: 'out' | 'err') => ({ write: (text: string) => (said[name] += text) });
    const machine = { platform: process.platform, env: { PATH: process.env['PATH'] }, home: join(folder.path, 'home') };
    const around = { cwd: folder.path, out: writer('out'), err: writer('err'), machine, kinshipWorker: '' };
    const code = await check(paths, { ...usual, ...options }, around);
    return { code, ...said };
  }

  it('lists what the destination may not receive, with line, column and reason, and exits 1', async () => {
    const { code, out } = await run();
    assert.equal(code, 1);
    const lines = out.trimEnd().split('\n').map((line) => line.split(': ').slice(0, 2));
    assert.deepEqual(lines, [
      [join('R', 'marked.R') + ':1:1', 'secret, marker in the file (marker)'],
      [join('R', 'nir.R') + ':2:11', 'sensitive, social-security number (nir)'],
      [join('private', 'notes.R') + ':1:1', 'sensitive, rule of the workspace (workspace-rule)'],
    ]);
  });

  it('exits 0 where everything may go, as sensitive files may to a gateway on this machine', async () => {
    const { code, out } = await run({ destination: 'http://127.0.0.1:8080' }, ['R/nir.R', 'R/clean.R', 'private']);
    assert.deepEqual([code, out], [0, '']);
  });

  it('prints every file as JSON', async () => {
    const { code, out } = await run({ json: true }, ['R']);
    assert.equal(code, 1);
    const checked = JSON.parse(out) as Checked[];
    assert.deepEqual(
      checked.map(({ path, label, findings }) => [path, label, findings.length]),
      [
        [join('R', 'clean.R'), 'internal', 0],
        [join('R', 'marked.R'), 'secret', 1],
        [join('R', 'nir.R'), 'sensitive', 1],
      ],
    );
  });

  it('exits 2 for a broken rule file, and says where', async () => {
    folder.write({ '.vigie.json': '{\n  "files": [ {} {} ]\n}' });
    const { code, err } = await run();
    assert.equal(code, 2);
    assert.match(err, /\.vigie\.json:2:\d+: A comma is missing/);
  });

  it('exits 2 for an unknown destination, and for a path or an organisation file that is not there', async () => {
    assert.equal((await run({ destination: 'copilot' })).code, 2);
    const gone = await run({}, ['R', 'gone']);
    assert.deepEqual([gone.code, gone.out], [2, '']);
    assert.match(gone.err, /There is no file or folder .*gone\./);
    assert.match((await run({ policy: 'gone.json' })).err, /There is no rule file .*gone\.json/);
  });

  it('says at the end how many files it judged, and how many may not go', async () => {
    assert.equal((await run({}, ['R'])).err, 'Files judged: 3. Not for Mistral (api.mistral.ai): 2.\n');
  });

  it('counts what a request would have a placeholder for, and says so', async () => {
    const note = /\(a request would have a placeholder instead\)$/m;
    const { code, out } = await run({}, ['R/nir.R']);
    assert.equal(code, 1);
    assert.match(out, note);
    folder.write({ 'R/nir.R': '# vigie: sensitive\n  nir <- "273019980252821"\n' });
    assert.doesNotMatch((await run({}, ['R/nir.R'])).out, note);
  });

  it('goes by the clearance that all layers leave the destination', async () => {
    folder.write({
      'policy.json': '{ "clearances": [ { "destination": "mistral", "label": "public", "reason": "No contract" } ] }',
      'home/.config/vigie/rules.json': '{ "files": [ { "paths": ["clean.R"], "label": "sensitive", "reason": "Mine" } ] }',
    });
    const lowered = await run({ policy: 'policy.json', json: true }, ['R/clean.R']);
    assert.equal(lowered.code, 1);
    const [file] = JSON.parse(lowered.out) as Checked[];
    assert.equal(file?.label, process.platform === 'linux' ? 'sensitive' : 'internal');
    folder.write({ 'home/.config/vigie/rules.json': '{}' });
    const { code, out } = await run({ policy: 'policy.json' }, ['R/clean.R']);
    assert.equal(code, 1);
    assert.match(out, /^R.clean\.R:1:1: internal, clearance of the destination \(clearance\): No rule says that it is public/);
  });

  it('lets nothing go to a destination that the organisation does not list', async () => {
    folder.write({
      '.vigie.json': '{ "files": [ { "paths": ["R/clean.R"], "label": "public", "reason": "Published" } ] }',
      'policy.json': '{ "destinations": "listed", "clearances": [ { "destination": "mistral", "label": "internal", "reason": "x" } ] }',
    });
    assert.equal((await run({ policy: 'policy.json' }, ['R/clean.R'])).code, 0);
    const { code, out } = await run({ policy: 'policy.json', destination: 'local' }, ['R/clean.R']);
    assert.equal(code, 1);
    assert.match(out, /\(unlisted-destination\)/);
  });

  it('judges a path outside by the rules of its own project', async () => {
    folder.write({
      'other/.git/HEAD': '',
      'other/.vigie.json': '{ "files": [ { "paths": ["/R/"], "label": "secret", "reason": "Theirs" } ] }',
      'other/R/deep/a.R': 'x <- 1\n',
      'here/b.R': 'x <- 1\n',
    });
    const machine = { platform: process.platform, env: {}, home: join(folder.path, 'home') };
    let out = '';
    const around = { cwd: join(folder.path, 'here'), out: { write: (text: string) => (out += text) }, err: { write: () => true } };
    const code = await check(['.', '../other/R/deep'], { ...usual, json: true }, { ...around, machine, kinshipWorker: '' });
    assert.equal(code, 1);
    assert.deepEqual(
      (JSON.parse(out) as Checked[]).map(({ path, label }) => [path, label]),
      [['b.R', 'internal'], [join('..', 'other', 'R', 'deep', 'a.R'), 'secret']],
    );
  });

  it('looks through the first 4 MB of a file, and says of how many it left the rest', async () => {
    const filler = '# nothing here\n'.repeat(Math.ceil((4 * 1024 * 1024) / 15));
    folder.write({ 'R/long.R': `nir <- "273019980252821"\n${filler}`, 'R/late.R': `${filler}nir <- "273019980252821"\n` });
    const { out, err } = await run({}, ['R/long.R', 'R/late.R']);
    assert.match(out, /^R.long\.R:1:9: /);
    assert.equal(out.includes('late'), false);
    assert.match(err, /more than 4 MB, looked through only so far: 2\./);
  });

  it('cannot be made to command a terminal by the name of a file', async function () {
    if (process.platform === 'win32') this.skip();
    folder.write({ 'odd/\u001b[2J\nx.csv': 'x\n' });
    const { out } = await run({}, ['odd']);
    assert.match(out, /^odd\/\\u\{1b\}\[2J\\u\{a\}x\.csv:1:1: /);
    assert.equal(out.trimEnd().split('\n').length, 1);
  });

  it('takes what it cannot read for secret', async function () {
    if (process.platform !== 'linux') this.skip();
    writeFileSync(Buffer.concat([Buffer.from(`${folder.path}/R/`), Buffer.from([0xe9]), Buffer.from('t.R')]), 'x <- 1\n');
    const { code, out, err } = await run({ destination: 'local' }, ['R']);
    assert.equal(code, 1);
    assert.match(out, /R\/\ufffdt\.R:1:1: secret, file that cannot be read \(unreadable\): It cannot be read \(its name is not UTF-8\)/);
    assert.match(err, /\ufffdt\.R: It cannot be read/);
  });

  itWithLinks('judges a link to a file as that file, and does not walk in circles', async () => {
    symlinkSync(join(folder.path, 'private/notes.R'), join(folder.path, 'R/link.R'));
    symlinkSync(folder.path, join(folder.path, 'R/circle'));
    symlinkSync(join(folder.path, 'gone'), join(folder.path, 'R/dangling'));
    const { code, out } = await run({}, ['R/link.R', 'R/clean.R', 'R/circle/R/clean.R']);
    assert.equal(code, 1);
    assert.match(out, /^R.link\.R:1:1: sensitive/);
    assert.equal((await run({ json: true }, ['R'])).code, 1);
  });
});

describe('terminalLocale', () => {
  it('follows the order of POSIX', () => {
    assert.equal(terminalLocale({ LC_ALL: 'fr_FR.UTF-8', LANG: 'en_US.UTF-8' }), 'fr');
    assert.equal(terminalLocale({ LC_ALL: '', LC_MESSAGES: 'fr_CA', LANG: 'C' }), 'fr');
    assert.equal(terminalLocale({ LANG: 'C.UTF-8' }), 'C');
    assert.equal(terminalLocale({}), 'en');
  });

  it('is the language of the system where the environment names none', () => {
    assert.equal(terminalLocale({}, 'fr-FR'), 'fr');
    assert.equal(terminalLocale({ LANG: 'en_GB.UTF-8' }, 'fr-FR'), 'en');
  });
});
