import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeAction, Diagnostic, PublishDiagnosticsParams, Range } from 'vscode-languageserver/node';
import { freshFolder } from '../support/folder.ts';
import { LspClient, type SessionOptions } from '../support/lspClient.ts';
import { until } from '../support/until.ts';
import { Editing } from './editing.ts';

/** Invented, with a sound key. */
const nir = '2 85 02 75 123 456 72';
const password = 'tulipe-47-Ouessant';

const said = (diagnostic: Diagnostic | undefined): string => (typeof diagnostic?.message === 'string' ? diagnostic.message : '');

describe('findings in code over standard streams', () => {
  let client: LspClient;
  let editor: Editing;

  // Before the folder goes: the server still writes into it.
  afterEach(() => client.stop());
  const folder = freshFolder();

  const uri = (name: string) => pathToFileURL(join(folder.path, name)).href;
  const cloud = { backend: 'mistral' };
  const gateway = { backend: 'gateway', gateway: { url: 'http://127.0.0.1:9/v1' } };

  async function start(settings: object = cloud, options: SessionOptions = {}): Promise<void> {
    client = await LspClient.start(pathToFileURL(folder.path).href, { settings, storagePath: join(folder.path, '.state'), ...options });
    editor = new Editing(client);
  }

  /** All that was published for a document, in order. */
  const published = (of: string) =>
    client.notifications
      .filter(({ method }) => method === 'textDocument/publishDiagnostics')
      .map(({ params }) => params as PublishDiagnosticsParams)
      .filter((each) => each.uri === of);
  const shown = (of: string, fits: (diagnostics: Diagnostic[]) => boolean = () => true) =>
    until(
      () => `diagnostics of ${of} among ${JSON.stringify(client.notifications)}`,
      () => {
        const last = published(of).at(-1);
        return last !== undefined && fits(last.diagnostics) ? last : undefined;
      },
    );
  /** Waits until a document that holds a finding for sure has been looked through: those before it have been, too. */
  async function settled(): Promise<void> {
    await editor.open('untitled:Last', 'r', `password <- "${password}"\n`);
    await shown('untitled:Last');
  }
  function actions(of: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    const context = { diagnostics: [], ...(only && { only }) };
    return client.connection.sendRequest('textDocument/codeAction', { textDocument: { uri: of }, range, context });
  }
  const at = (line: number, character: number): Range => ({ start: { line, character }, end: { line, character } });

  it('shows what the destination may not receive, just where it is, and what becomes of it', async () => {
    await start();
    await editor.open(uri('a.R'), 'r', `x <- 1\npassword <- "${password}"\n# vu : ${nir}\n`);
    const { diagnostics, version } = await shown(uri('a.R'));
    assert.equal(version, 1);
    assert.deepEqual(
      diagnostics.map(({ range, severity, source, code }) => [range.start, range.end, severity, source, code]),
      [
        [{ line: 1, character: 13 }, { line: 1, character: 13 + password.length }, 2, 'Vigie', 'credentials'],
        [{ line: 2, character: 7 }, { line: 2, character: 7 + nir.length }, 3, 'Vigie', 'nir'],
      ],
    );
    assert.match(said(diagnostics[0]), /password.*placeholder in its place before anything goes to Mistral/);
    assert.doesNotMatch(JSON.stringify(diagnostics), new RegExp(`${password}|${nir}`));
  });

  it('promises no placeholder where something else holds the text back', async () => {
    await start();
    const rows = [...Array(4).keys()].map((at) => `DUPOND${'ABCD'[at]},Zoé,${at + 1}/05/19${60 + 7 * at},F,4400${at}`);
    await editor.open(uri('a.R'), 'r', ['# nom,prenom,ddn,sexe,cp', ...rows.map((row) => `# ${row}`), `# vu : ${nir}`, ''].join('\n'));
    const { diagnostics } = await shown(uri('a.R'), (all) => all.length > 1);
    const [table, number] = ['person-table', 'nir'].map((rule) => diagnostics.find(({ code }) => code === rule));
    assert.match(said(table), /Nothing that holds it goes to Mistral/);
    assert.ok(number !== undefined);
    assert.doesNotMatch(said(number), /placeholder/);
  });

  it('follows the destination: a gateway that is cleared for a NIR is cleared for no password', async () => {
    await start(gateway);
    await editor.open(uri('a.R'), 'r', `password <- "${password}"\n# vu : ${nir}\n`);
    assert.deepEqual((await shown(uri('a.R'))).diagnostics.map(({ code }) => code), ['credentials']);
    await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie: cloud } });
    await shown(uri('a.R'), (diagnostics) => diagnostics.length === 2);
  });

  it('follows the text, and never shows what is no longer there', async () => {
    await start();
    await editor.open(uri('a.R'), 'r', `password <- "${password}"\n`);
    await shown(uri('a.R'), (diagnostics) => diagnostics.length === 1);
    // In one go: a text that rests in between would be looked through.
    await Promise.all(['\n\n', '\n'].map((above) => editor.type(uri('a.R'), `${above}password <- "${password}"\n`)));
    const moved = await shown(uri('a.R'), ([first]) => first?.range.start.line === 1);
    assert.equal(moved.version, 3);
    assert.deepEqual(published(uri('a.R')).map(({ version }) => version), [1, 3]);
    await editor.type(uri('a.R'), 'password <- Sys.getenv("PW")\n');
    await shown(uri('a.R'), (diagnostics) => diagnostics.length === 0);
  });

  it('takes findings away with the document', async () => {
    await start();
    await editor.open(uri('a.R'), 'r', `password <- "${password}"\n`);
    await shown(uri('a.R'), (diagnostics) => diagnostics.length === 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('a.R') } });
    await shown(uri('a.R'), (diagnostics) => diagnostics.length === 0);
  });

  it('shows the lines that repeat rows of a flagged file, for as long as it is flagged', async () => {
    const rows = Array.from({ length: 40 }, (_, at) => [`K${at}q${at * 7919}`, `19${10 + at}-0${1 + (at % 9)}-1${at % 10}`, `rue ${at * 104729} Quimper`, at * 3571]);
    const written = (from: number) => rows.slice(from, from + 4).map((row) => row.join(';'));
    folder.write({ 'extract.csv': ['id;born;street;amount', ...rows.map((row) => row.join(';'))].join('\n') });
    await start();
    const text = ['library(readr)', 'x <- "', ...written(20), '"', 'plot(x)'].join('\n');
    await editor.open(uri('a.R'), 'r', text);
    const isPassage = ({ code }: Diagnostic): boolean => code === 'kinship';
    const [found, ...others] = (await shown(uri('a.R'), (diagnostics) => diagnostics.some(isPassage))).diagnostics.filter(isPassage);
    assert.deepEqual([found?.severity, others], [3, []]);
    assert.deepEqual([found?.range.start, found?.range.end.line], [{ line: 2, character: 0 }, 5]);
    assert.match(said(found), /^It repeats a passage of extract\.csv, which is flagged\. Nothing that holds it goes to Mistral/);
    const fixes = await actions(uri('a.R'), at(3, 2));
    const removal = fixes.find(({ title }) => title === 'Remove these lines');
    const edits = (removal?.edit?.documentChanges ?? []).flatMap((change) => ('edits' in change ? change.edits : []));
    assert.deepEqual(edits, [{ range: { start: at(2, 0).start, end: at(6, 0).start }, newText: '' }]);
    folder.write({ '.vigie.json': '{"files":[{"paths":["extract.csv"],"label":"public","reason":"Published"}]}' });
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: uri('.vigie.json'), type: 1 }] });
    await shown(uri('a.R'), (diagnostics) => !diagnostics.some(isPassage));
  });

  it('follows the rules', async () => {
    await start();
    await editor.open(uri('a.R'), 'r', 'study <- "EPI-123456"\n');
    const pattern = { name: 'study-number', pattern: 'EPI-[0-9]{6}', label: 'sensitive', reason: 'Our study numbers.', redaction: 'refuse' };
    await editor.open(uri('.vigie.json'), 'jsonc', JSON.stringify({ content: { patterns: [pattern] } }));
    const [found] = (await shown(uri('a.R'), (diagnostics) => diagnostics.length === 1)).diagnostics;
    assert.deepEqual([found?.code, found?.severity], ['pattern:study-number', 3]);
    assert.match(said(found), /^Our study numbers\. Nothing that holds it goes to Mistral/);
    await editor.type(uri('.vigie.json'), '{}');
    await shown(uri('a.R'), (diagnostics) => diagnostics.length === 0);
  });

  it('tells nothing again where other rules change nothing', async () => {
    await start();
    await editor.open(uri('.vigie.json'), 'jsonc', '{}');
    await editor.open(uri('a.R'), 'r', `password <- "${password}"\n`);
    await shown(uri('a.R'));
    await editor.type(uri('.vigie.json'), '{ "files": [ { "paths": ["b.R"], "label": "sensitive", "reason": "R" } ] }');
    await settled();
    assert.equal(published(uri('a.R')).length, 1);
  });

  it('leaves the diagnostics of a rule file alone', async () => {
    await start();
    await editor.open(uri('.vigie.json'), 'jsonc', '{ "files": [] }');
    await settled();
    folder.write({ '.vigie.json': '{ "files": [ }' });
    await editor.type(uri('.vigie.json'), '{ "files": [ }');
    await shown(uri('.vigie.json'), (diagnostics) => diagnostics.length === 1);
    await editor.type('untitled:Last', `\npassword <- "${password}"\n`);
    await shown('untitled:Last', ([first]) => first?.range.start.line === 1);
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: uri('.vigie.json') } });
    await client.connection.sendRequest('vigie/label', { uri: uri('a.R') });
    assert.deepEqual(published(uri('.vigie.json')).map(({ diagnostics }) => diagnostics.length), [1]);
  });

  it('looks through cells and untitled texts, and not through data, credential files, rule files and views', async () => {
    await start();
    const text = `password <- "${password}"\n`;
    const cell = `${uri('n.ipynb').replace('file:', 'vscode-notebook-cell:')}#W0sZmlsZQ%3D%3D`;
    const git = `git:${join(folder.path, 'g.R')}?${encodeURIComponent(JSON.stringify({ path: join(folder.path, 'g.R'), ref: '~' }))}`;
    const left = [uri('a.csv'), uri('.Renviron'), uri('.vigie.json'), git, 'output:log'];
    for (const each of left) await editor.open(each, 'r', text);
    for (const each of [cell, 'untitled:Untitled-1']) await editor.open(each, 'r', text);
    await shown(cell, (diagnostics) => diagnostics.length === 1);
    await shown('untitled:Untitled-1', (diagnostics) => diagnostics.length === 1);
    await settled();
    for (const each of left) {
      const codes = published(each).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
      assert.ok(!codes.includes('credentials'), each);
    }
    // A rule file that is broken says so itself.
    assert.equal(published(uri('.vigie.json')).at(-1)?.diagnostics.length, 1);
  });

  it('says that it does not look through a very long text', async () => {
    await start();
    await editor.open(uri('a.R'), 'r', `password <- "${password}"\n${'# x\n'.repeat(50_000)}`);
    const { diagnostics } = await shown(uri('a.R'));
    assert.deepEqual(diagnostics.map(({ code, severity }) => [code, severity]), [['too-long', 3]]);
    await editor.type(uri('a.R'), '');
    await shown(uri('a.R'), (left) => left.length === 0);
  });

  it('shows a hundred findings at most', async () => {
    await start();
    await editor.open(uri('a.R'), 'r', `password <- "${password}"\n`.repeat(300));
    assert.equal((await shown(uri('a.R'))).diagnostics.length, 100);
  });

  it('offers to read a credential from the environment, to redact it and to mark the file', async () => {
    await start();
    const before = `con <- dbConnect(odbc(), pwd = "${password}")\n`;
    await editor.open(uri('a.R'), 'r', before);
    const offered = await actions(uri('a.R'), at(0, 35));
    assert.deepEqual(
      offered.map(({ title, kind, isPreferred }) => [title, kind, isPreferred]),
      [
        ['Read it from the environment variable DB_PASSWORD', 'quickfix', true],
        ['Redact it here: REDACTED', 'quickfix', undefined],
        ['Mark this file as sensitive', 'quickfix', undefined],
      ],
    );
    assert.equal(offered[0]?.diagnostics?.[0]?.code, 'credentials');
    const [read, redact, mark] = offered.map(({ edit }) => edit);
    assert.ok(read && redact && mark);
    await editor.apply(mark);
    assert.match(editor.text(uri('.vigie.json')), /"paths": \["\/a\.R"\]/);
    await editor.apply(read);
    assert.equal(editor.text(uri('a.R')), 'con <- dbConnect(odbc(), pwd = Sys.getenv("DB_PASSWORD"))\n');
    assert.equal(await editor.apply(redact), false, 'an edit of an older text is not applied');
    assert.deepEqual(await actions(uri('a.R'), at(0, 35)), []);
  });

  it('goes by the language of the chunk, and adds what it needs', async () => {
    await start();
    await editor.open(uri('a.qmd'), 'quarto', `# Counts\n\n\`\`\`{python}\npwd = "${password}"\n\`\`\`\n`);
    const [read] = await actions(uri('a.qmd'), at(3, 10));
    assert.ok(read?.edit);
    await editor.apply(read.edit);
    assert.equal(editor.text(uri('a.qmd')), '# Counts\n\n```{python}\nimport os\npwd = os.environ["PASSWORD"]\n```\n');
  });

  it('offers nothing where there is nothing, and nothing but quick fixes', async () => {
    await start();
    await editor.open(uri('a.R'), 'r', `x <- 1\npassword <- "${password}"\n`);
    assert.deepEqual(await actions(uri('a.R'), at(0, 2)), []);
    assert.deepEqual(await actions(uri('a.R'), at(1, 15), ['refactor', 'source.fixAll']), []);
    assert.equal((await actions(uri('a.R'), at(1, 15), ['quickfix'])).length, 3);
    assert.deepEqual(await actions(uri('absent.R'), at(0, 0)), []);
  });

  it('does not offer to mark a file that is flagged already', async () => {
    folder.write({ '.vigie.json': '{ "files": [ { "paths": ["a.R"], "label": "sensitive", "reason": "R" } ] }' });
    await start();
    await editor.open(uri('a.R'), 'r', `# ${nir}\n`);
    assert.deepEqual((await actions(uri('a.R'), at(0, 5))).map(({ title }) => title), ['Redact it here: «NIR»']);
  });
});
