import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { check, type Checked } from '../../../src/cli/check.ts';
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

  async function run(options: { json?: boolean; destination?: string } = {}, paths = ['.']) {
    const said = { out: '', err: '' };
    const writer = (name: 'out' | 'err') => ({ write: (text: string) => (said[name] += text) });
    const terminal = { cwd: folder.path, out: writer('out'), err: writer('err') };
    const code = await check(paths, { json: false, destination: 'mistral', ...options }, terminal);
    return { code, ...said };
  }

  it('lists what the destination may not receive, with line, column and reason, and exits 1', async () => {
    const { code, out } = await run();
    assert.equal(code, 1);
    const lines = out.trimEnd().split('\n').map((line) => line.split(': ').slice(0, 2));
    assert.deepEqual(lines, [
      [join('R', 'marked.R') + ':1:1', 'secret (marker)'],
      [join('R', 'nir.R') + ':2:11', 'sensitive (nir)'],
      [join('private', 'notes.R') + ':1:1', 'sensitive (workspace-rule)'],
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

  it('exits 2 for an unknown destination, and throws for a path that is not there', async () => {
    assert.equal((await run({ destination: 'copilot' })).code, 2);
    await assert.rejects(run({}, ['gone']), /ENOENT/);
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
});
