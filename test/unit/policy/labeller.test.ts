import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Label } from '../../../src/protocol/label.ts';
import type { Origin } from '../../../src/protocol/origin.ts';
import { freshFolder } from '../../support/folder.ts';
import { itWithLinks } from '../../support/links.ts';
import { documentAt, policyOver } from '../../support/policy.ts';

const rules = JSON.stringify({
  files: [
    { paths: ['data/individual/**'], label: 'sensitive', reason: 'Patients' },
    { paths: ['data/open/**'], label: 'public', reason: 'Published' },
    { paths: ['keys/**'], label: 'secret', reason: 'Keys' },
  ],
});

describe('Labeller', () => {
  const folder = freshFolder();
  const outside = freshFolder();
  beforeEach(() => {
    folder.write({ '.vigie.json': rules, 'data/individual/a.csv': 'x', 'data/open/a.csv': 'x', 'R/a.R': 'x' });
  });

  async function label(origin: Origin, text = 'x <- 1', buffers: Record<string, string> = {}) {
    const { labeller, workspace } = policyOver(folder.path, { buffers });
    return labeller.label({ text, origin }, await workspace.now());
  }
  const at = (name: string) => documentAt(join(folder.path, name));

  const byPath: [string, Label, string[]][] = [
    ['R/a.R', 'internal', []],
    ['data/individual/a.csv', 'sensitive', ['workspace-rule']],
    ['data/INDIVIDUAL/a.csv', 'sensitive', ['workspace-rule']],
    ['R/../data/individual/a.csv', 'sensitive', ['workspace-rule']],
    ['data/open/a.csv', 'public', []],
    ['data/other.csv', 'sensitive', ['data-file']],
    ['keys/a.txt', 'secret', ['workspace-rule']],
    ['.Renviron', 'secret', ['credential-file']],
    ['data/open/.Renviron', 'secret', ['credential-file']],
  ];
  for (const [name, expected, fired] of byPath) {
    it(`labels ${name} ${expected}`, async () => {
      const uri = `${pathToFileURL(folder.path).href}/${name}`;
      const { label: given, findings } = await label({ kind: 'document', uri });
      assert.equal(given, expected);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        fired,
      );
    });
  }

  it('tells which rule says so and where it is written', async () => {
    const { findings } = await label(at('data/individual/a.csv'));
    const [finding] = findings;
    assert.equal(finding?.reason, 'Patients');
    assert.equal(finding.place.name, 'data/individual/a.csv');
    assert.deepEqual(finding.writtenAt, {
      name: '.vigie.json',
      uri: pathToFileURL(join(folder.path, '.vigie.json')).href,
      line: 1,
    });
  });

  itWithLinks('sees through a link, and lets no link loosen', async () => {
    await symlink(join(folder.path, 'data/individual'), join(folder.path, 'data/open/linked'));
    await symlink(join(folder.path, 'data/individual/a.csv'), join(folder.path, 'harmless.R'));
    await symlink(join(folder.path, 'R/a.R'), join(folder.path, 'data/individual/script.R'));
    assert.equal((await label(at('data/open/linked/a.csv'))).label, 'sensitive');
    assert.equal((await label(at('harmless.R'))).label, 'sensitive');
    assert.equal((await label(at('data/individual/script.R'))).label, 'sensitive');
  });

  itWithLinks('sees through a link that leads out of the workspace', async () => {
    outside.write({ notes: 'x' });
    await symlink(join(outside.path, 'notes'), join(folder.path, 'data/open/host.csv'));
    assert.equal((await label(at('data/open/host.csv'))).label, 'sensitive');
  });

  itWithLinks('takes what it cannot resolve for secret', async () => {
    await symlink(join(folder.path, 'gone'), join(folder.path, 'dangling.R'));
    assert.equal((await label(at('dangling.R'))).label, 'secret');
  });

  it('obeys a marker in the editor, and none that loosens', async () => {
    const { uri } = at('R/a.R');
    const marked = await label(at('R/a.R'), 'x <- 1', { [uri]: '# vigie: sensitive\nx <- 1' });
    assert.deepEqual([marked.label, marked.findings[0]?.writtenAt?.line], ['sensitive', 1]);
    const flagged = at('data/individual/a.csv');
    assert.equal((await label(flagged, 'x', { [flagged.uri]: '# vigie: public' })).label, 'sensitive');
  });

  it('labels by content wherever a text comes from, and tells the line', async () => {
    const range = { start: { line: 10, character: 0 }, end: { line: 12, character: 0 } };
    const { label: given, findings } = await label({ ...at('R/a.R'), range }, 'a\nx <- "273019980252821"\n');
    assert.equal(given, 'sensitive');
    assert.deepEqual([findings[0]?.place.line, findings[0]?.place.column], [12, 7]);
    assert.equal((await label({ kind: 'chat' }, 'who is 273019980252821?')).label, 'sensitive');
    assert.equal((await label({ kind: 'document', uri: 'untitled:Untitled-1' }, '273019980252821')).label, 'sensitive');
  });

  it('takes an unknown source for sensitive', async () => {
    assert.equal((await label({ kind: 'unknown' })).label, 'sensitive');
    assert.equal((await label({ kind: 'document', uri: 'vscode-vfs://host/a.R' })).label, 'sensitive');
  });

  it('gives an answer the label of its sources', async () => {
    const answer = (...names: string[]): Origin => ({ kind: 'answer', sources: names.map(at) });
    assert.equal((await label(answer('R/a.R'))).label, 'internal');
    assert.equal((await label(answer('R/a.R', 'data/individual/a.csv'))).label, 'sensitive');
  });

  it('labels an earlier state from git by every name that it may have had', async () => {
    const git = (name: string, query: string): Origin => {
      const path = (of: string) => join(folder.path, of);
      return { kind: 'document', uri: `git:${path(name)}?${encodeURIComponent(JSON.stringify({ path: path(query), ref: '' }))}` };
    };
    assert.equal((await label(git('R/a.R', 'R/a.R'))).label, 'internal');
    assert.equal((await label(git('data/other.csv.git', 'data/other.csv'))).label, 'sensitive');
    assert.equal((await label(git('R/a.R', 'data/individual/old.R'))).label, 'sensitive');
    assert.equal((await label(git('data/individual/old.R', 'R/a.R'))).label, 'sensitive');
  });

  it('presumes by the name of a buffer too', async () => {
    assert.equal((await label({ kind: 'document', uri: 'untitled:patients.csv' })).label, 'sensitive');
  });
});
