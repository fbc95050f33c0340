import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Label } from '../../src/protocol/label.ts';
import type { MarkResult } from '../../src/protocol/mark.ts';
import type { LabelResult, LabelsResult } from '../../src/protocol/status.ts';
import { freshFolder } from '../support/folder.ts';
import { LspClient, type SessionOptions } from '../support/lspClient.ts';
import { Editing } from './editing.ts';

describe('marking files over standard streams', () => {
  let client: LspClient;
  let editor: Editing;

  // Before the folder goes: the server still writes into it.
  afterEach(() => client.stop());
  const folder = freshFolder();

  const uri = (name: string) => pathToFileURL(join(folder.path, name)).href;
  const rules = () => readFileSync(join(folder.path, '.vigie.json'), 'utf8');
  const mark = (name: string, sensitive = true, confirmed = false) =>
    client.connection.sendRequest<MarkResult>('vigie/mark', { uri: name.includes(':') ? name : uri(name), sensitive, confirmed });
  async function labelOf(name: string): Promise<Label> {
    return (await client.connection.sendRequest<LabelResult>('vigie/label', { uri: uri(name) })).label;
  }
  const rows = ['M;Exemplaire;Zoé;1941-07-14;J10.1', 'F;Fictif;Ange;1987-02-03;A37.0', 'M;Bidon;Luc;1990-12-22;B05.9', 'F;Testard;Eve;1966-03-24;A39.0'];
  const persons = ['sexe;nom;prenom;date_naissance;diagnostic', ...rows, ''].join('\n');
  const inUtf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
  async function start(files: Record<string, string | Uint8Array>, options: SessionOptions = {}, locale?: string): Promise<void> {
    folder.write(files);
    client = await LspClient.start(pathToFileURL(folder.path).href, { storagePath: join(folder.path, '.state'), ...options }, locale);
    editor = new Editing(client);
  }

  it('writes a rule file with a comment, adds to it, and takes marks off again', async () => {
    await start({ 'R/a.R': '', 'b.R': '' });
    const first = await mark('R/a.R');
    assert.deepEqual([first.done, first.message, first.rules], [true, 'R/a.R is marked as sensitive.', { uri: uri('.vigie.json'), line: 4 }]);
    assert.equal(await labelOf('R/a.R'), 'sensitive');
    await mark('b.R');
    assert.equal(
      rules(),
      `{
  // What of this folder may be sent to which language model. The strictest rule that matches a file decides.
  "files": [
    {
      "paths": ["/R/a.R", "/b.R"],
      "label": "sensitive",
      "reason": "Marked as sensitive in the editor."
    }
  ]
}
`,
    );
    assert.equal((await mark('R/a.R', false)).message, 'The mark is off R/a.R.');
    assert.deepEqual([await labelOf('R/a.R'), await labelOf('b.R')], ['internal', 'sensitive']);
    assert.equal((await mark('b.R', false)).done, true);
    assert.match(rules(), /"files": \[\]/);
    assert.deepEqual(await mark('b.R', false), { done: false, message: 'b.R is not marked as sensitive.' });
  });

  it('marks many files at once without losing one', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `f${index}.R`);
    await start({ '.vigie.json': '{ "files": [] }', ...Object.fromEntries(names.map((name) => [name, ''])) });
    await Promise.all(names.map((name) => mark(name)));
    for (const name of names) assert.ok(rules().includes(`"/${name}"`), name);
  });

  it('edits an open rule file as it stands there, by its version', async () => {
    await start({ '.vigie.json': '{}', 'a.R': '' });
    await editor.open(uri('.vigie.json'), 'jsonc', '{}');
    await editor.type(uri('.vigie.json'), '{\n  // Not saved yet.\n  "files": []\n}');
    assert.equal((await mark('a.R')).done, true);
    assert.match(editor.text(uri('.vigie.json')), /\/\/ Not saved yet\.\n {2}"files": \[\n {4}\{\n {6}"paths": \["\/a\.R"\]/);
    assert.equal(rules(), '{}');
    assert.equal(await labelOf('a.R'), 'sensitive');
  });

  it('says so where the editor does not take the edit', async () => {
    await start({ 'a.R': '' });
    client.connection.onRequest('workspace/applyEdit', () => ({ applied: false }));
    const result = await mark('a.R');
    assert.deepEqual([result.done, result.message], [false, 'The editor did not take the change of .vigie.json. Try again.']);
  });

  it('marks a folder with all that it holds', async () => {
    await start({ 'cases/one/a.R': '', 'b.R': '' });
    assert.equal((await mark('cases')).message, 'cases is marked as sensitive.');
    assert.deepEqual([await labelOf('cases/one/a.R'), await labelOf('b.R')], ['sensitive', 'internal']);
    assert.equal((await mark('cases')).message, 'cases is marked already.');
    const file = await mark('cases/one/a.R', false);
    assert.match(file.message, /A folder that holds it is marked \(\.vigie\.json:4\)/);
    assert.equal((await mark('cases', false)).done, true);
    assert.equal(await labelOf('cases/one/a.R'), 'internal');
  });

  it('says of a data file that it is not sensitive, and takes that back', async () => {
    await start({ 'data/open.csv': 'week;n\n' });
    const { done, message } = await mark('data/open.csv', false);
    assert.deepEqual([done, message], [true, 'data/open.csv counts as internal now: a data file that is not sensitive.']);
    assert.match(rules(), /"paths": \["\/data\/open\.csv"\],\n\s*"label": "internal",\n\s*"reason": "Marked as not sensitive in the editor\."/);
    assert.equal(await labelOf('data/open.csv'), 'internal');
    const again = await mark('data/open.csv');
    assert.deepEqual([again.done, again.message], [true, 'data/open.csv is marked as sensitive.']);
    assert.equal(await labelOf('data/open.csv'), 'sensitive');
    assert.doesNotMatch(rules(), /internal/);
  });

  it('writes down of a data file what was only presumed, so that no other rule opens it', async () => {
    await start({ 'data/a.csv': 'week;n\n' });
    assert.equal((await mark('data/a.csv')).message, 'data/a.csv is marked as sensitive.');
    assert.match(rules(), /"paths": \["\/data\/a\.csv"\],\n\s*"label": "sensitive"/);
    assert.match((await mark('data/a.csv')).message, /is labelled sensitive already: Marked as sensitive in the editor\./);
    folder.write({ '.vigie.json': rules().replace('"files": [', '"files": [\n{ "paths": ["data/**"], "label": "public", "reason": "Open" },') });
    assert.equal(await labelOf('data/a.csv'), 'sensitive');
    assert.equal((await mark('data/a.csv', false)).message, 'The mark is off data/a.csv.');
    assert.equal(await labelOf('data/a.csv'), 'public');
  });

  it('says of a data file whose mark is off that it is presumed sensitive as before', async () => {
    await start({ 'a.csv': 'week;n\n' });
    await mark('a.csv');
    assert.match((await mark('a.csv', false)).message, /^The mark is off a\.csv\. a\.csv stays sensitive: It is a data file/);
    assert.equal(await labelOf('a.csv'), 'sensitive');
  });

  it('asks before it opens a data file that holds persons, and tells what is no longer recognised', async () => {
    await start({ 'persons.csv': persons });
    const { done, message, toConfirm } = await mark('persons.csv', false);
    assert.deepEqual([done, toConfirm, editor.applied], [false, true, []]);
    assert.match(message, /^Should persons\.csv count as internal\? It holds a table with one row per person\. .* would no longer be recognised elsewhere/);
    const opened = await mark('persons.csv', false, true);
    assert.equal(opened.done, true);
    assert.match(opened.message, /^persons\.csv counts as internal now, as you confirmed\. It holds a table with one row per person\. .* no longer recognises single rows/);
    assert.doesNotMatch(opened.message, /not sensitive/);
    assert.match(rules(), /"label": "internal"/);
  });

  it('asks so however the data file is encoded, and opens one that holds no persons at once', async () => {
    const files = { 'utf-16le.csv': inUtf16(persons), 'utf-16be.csv': inUtf16(persons).swap16(), 'latin1.csv': Buffer.from(persons, 'latin1') };
    await start({ ...files, 'weeks.csv': inUtf16('week;cases\n1;12\n2;14\n') });
    for (const name of Object.keys(files)) {
      const { message, toConfirm } = await mark(name, false);
      assert.equal(toConfirm, true, name);
      assert.match(message, /It holds a table with one row per person\./, name);
    }
    assert.equal((await mark('weeks.csv', false)).done, true);
  });

  it('asks before it opens a data file whose content cannot be read, since nobody knows what that is', async () => {
    const files = {
      'packed.csv.gz': gzipSync('week;cases\n1;12\n'),
      'database.sqlite': Buffer.from('SQLite format 3\0'),
      'no-mark.csv': Buffer.from('week;cases\n1;12\n', 'utf16le'),
      'armoured.csv.gpg': '-----BEGIN PGP MESSAGE-----\n\nhQEMAinvented\n-----END PGP MESSAGE-----\n',
      'portable.por': 'ASCII SPSS PORT FILE\n',
    };
    await start(files);
    for (const name of Object.keys(files)) {
      const { done, message, toConfirm } = await mark(name, false);
      assert.deepEqual([done, toConfirm], [false, true], name);
      assert.match(message, /^Should \S+ count as internal\? Vigie cannot read what it holds/, name);
    }
    assert.deepEqual(editor.applied, []);
    const { done, message } = await mark('packed.csv.gz', false, true);
    assert.equal(done, true);
    assert.match(message, /^packed\.csv\.gz counts as internal now, as you confirmed\. Vigie cannot read what it holds/);
    assert.equal(await labelOf('packed.csv.gz'), 'internal');
  });

  it('opens no file that does not let itself be read, and says so, but marks it', async function () {
    if (process.platform === 'win32') this.skip();
    execFileSync('mkfifo', [join(folder.path, 'pipe.csv')]);
    await start({});
    const message = 'Nothing was changed: pipe.csv cannot be read (not a regular file), so nobody knows what flags it. Check its permissions.';
    assert.deepEqual(await mark('pipe.csv', false, true), { done: false, message });
    assert.deepEqual(editor.applied, []);
    assert.equal((await mark('pipe.csv')).message, 'pipe.csv is marked as sensitive.');
  });

  it('opens no data file in a workspace that is not trusted, but marks files in it', async () => {
    await start({ 'a.csv': '', 'a.R': '' }, { trusted: false });
    assert.match((await mark('a.csv', false)).message, /workspace that you do not trust can only be stricter/);
    assert.equal((await mark('a.R')).done, true);
  });

  it('opens no data file where the organisation has locked presumptions', async () => {
    const policyFile = join(folder.path, 'policy.json');
    await start({ 'a.csv': '', 'policy.json': '{ "presumptions": "locked" }' }, { settings: { policyFile } });
    const { done, message } = await mark('a.csv', false);
    assert.deepEqual([done, message], [false, 'a.csv stays sensitive: your organisation lets no workspace say that a data file is open.']);
    assert.deepEqual(editor.applied, []);
  });

  it('says by what a file is flagged that no mark can open, and who can change it', async () => {
    const policyFile = join(folder.path, 'policy.json');
    await start(
      {
        '.vigie.json': '{\n "files": [\n  { "paths": ["p.R"], "label": "secret", "reason": "Protocol." }\n ]\n}',
        'policy.json': '{\n "files": [ { "paths": ["**/o.R"], "label": "sensitive", "reason": "Ours." } ]\n}',
        'p.R': '',
        'o.R': '',
        'm.R': 'library(dplyr)\n# vigie: sensitive\n',
        '.env': '',
      },
      { settings: { policyFile } },
    );
    const said: [string, RegExp, number | undefined][] = [
      ['p.R', /^p\.R stays secret: Protocol\. Someone wrote that rule by hand \(\.vigie\.json:3\)/, 3],
      ['o.R', /^o\.R stays sensitive: Ours\. Your organisation says so \(policy\.json:2\)/, 2],
      ['m.R', /The file says so itself \(m\.R:2\)/, 2],
      ['.env', /No rule can open such a file/, undefined],
    ];
    for (const [name, message, line] of said) {
      const result = await mark(name, false);
      assert.equal(result.done, false);
      assert.match(result.message, message);
      assert.equal(result.rules?.line, line);
    }
    assert.match((await mark('p.R')).message, /^p\.R is labelled secret already: Protocol\./);
    assert.deepEqual(editor.applied, []);
  });

  it('says what stays when a mark is off', async () => {
    await start({ 'a.R': '' });
    await mark('a.R');
    folder.write({ 'a.R': '# vigie: sensitive\n' });
    assert.match((await mark('a.R', false)).message, /^The mark is off a\.R\. a\.R stays sensitive: A marker/);
  });

  it('touches no broken rule file', async () => {
    await start({ '.vigie.json': '{\n  "files": [ {]\n}', 'a.R': '' });
    const result = await mark('a.R');
    assert.match(result.message, /^Nothing was changed, since \.vigie\.json is broken in line 2: /);
    assert.deepEqual([result.done, result.rules], [false, { uri: uri('.vigie.json'), line: 2 }]);
    assert.deepEqual(editor.applied, []);
  });

  it('knows a mark in another language', async () => {
    await start({ 'a.R': '' }, {}, 'fr');
    assert.equal((await mark('a.R')).message, 'a.R est marqué comme sensible.');
    assert.match(rules(), /Marqué comme sensible dans l’éditeur\./);
    await client.stop();
    await start({});
    assert.equal((await mark('a.R', false)).message, 'The mark is off a.R.');
  });

  it('marks the notebook of a cell', async () => {
    await start({ 'n.ipynb': '{}' });
    const cell = `${uri('n.ipynb').replace('file:', 'vscode-notebook-cell:')}#W0sZmlsZQ%3D%3D`;
    assert.equal((await mark(cell)).message, 'n.ipynb is marked as sensitive.');
    assert.match(rules(), /"\/n\.ipynb"/);
  });

  it('says why what is no file of the workspace cannot be marked', async () => {
    await start({ 'a.R': '' });
    assert.match((await mark('untitled:Untitled-1')).message, /^Untitled-1 is not saved yet/);
    assert.match((await mark(pathToFileURL(join(folder.path, '../elsewhere.R')).href)).message, /lies outside the folders/);
    assert.match((await mark('https://example.org/a.R')).message, /is no file of this machine/);
    assert.deepEqual(editor.applied, []);
  });

  it('tells the labels of many files by their paths, and when they may have changed', async () => {
    await start({ 'a.R': '', 'data/a.csv': '', '.env': '' });
    await client.open(uri('open.R'), 'r', '# vigie: sensitive\n');
    const names = ['a.R', 'data/a.csv', '.env', 'data', 'absent.sas7bdat', 'open.R'];
    const asked = [...names.map(uri), 'untitled:Untitled-1', 'sftp://host/a.R', 'file://%00', 'not a uri'];
    const { labels } = await client.connection.sendRequest<LabelsResult>('vigie/labels', { uris: asked });
    assert.deepEqual(labels.slice(0, 8), ['internal', 'sensitive', 'secret', 'internal', 'sensitive', 'sensitive', 'internal', 'sensitive']);
    for (const label of labels.slice(8)) assert.notEqual(label, 'public');
    client.notifications.length = 0;
    await mark('a.R');
    await client.notified('vigie/labelsChanged');
    const again = await client.connection.sendRequest<LabelsResult>('vigie/labels', { uris: [uri('a.R')] });
    assert.deepEqual(again.labels, ['sensitive']);
  });

  it('answers for a thousand files', async () => {
    await start({ '.vigie.json': '{ "files": [ { "paths": ["d1/**"], "label": "sensitive", "reason": "R" } ] }' });
    const uris = Array.from({ length: 1000 }, (_, index) => uri(`d${index % 10}/f${index}.R`));
    const { labels } = await client.connection.sendRequest<LabelsResult>('vigie/labels', { uris });
    assert.deepEqual(labels.map((label) => label === 'sensitive'), uris.map((each) => each.includes('/d1/')));
  });
});
