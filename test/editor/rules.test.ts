import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { closeAll, inFolder, open, vigie, write } from './editor.ts';

describe('the rule file of a workspace folder', () => {
  const ours = (): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(inFolder('.vigie.json')).filter(({ source }) => source === 'Vigie');

  before(async () => {
    await open('r', 'x <- 1║');
    await vigie();
  });

  afterEach(async () => {
    await vscode.workspace.fs.delete(inFolder('.vigie.json')).then(undefined, () => undefined);
    await closeAll();
  });

  it('opens as JSON with comments', async () => {
    const uri = await write('.vigie.json', '{\n  // nothing yet\n  "files": []\n}\n');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.languageId, 'jsonc');
  });

  it('has a diagnostic at the broken line, until it is mended', async () => {
    const broken =
      '{\n  "files": [\n    { "paths": ["data/**"], "label": "confidential", "reason": "people" }\n  ]\n}\n';
    await write('.vigie.json', broken);
    const [first] = await until('a diagnostic is shown', () => ours().length > 0 && ours());
    assert.equal(first?.range.start.line, 2);
    assert.equal(first.severity, vscode.DiagnosticSeverity.Error);
    await write('.vigie.json', broken.replace('confidential', 'sensitive'));
    await until('the diagnostic is gone', () => ours().length === 0);
  });

  it('labels files that are open', async () => {
    const { server } = await vigie();
    const script = await write('R/model.R', 'x <- 1\n');
    await vscode.window.showTextDocument(script);
    assert.equal((await server.label(script)).label, 'internal');
    const rule = { paths: ['R/**'], label: 'sensitive', reason: 'Unpublished.' };
    await write('.vigie.json', JSON.stringify({ files: [rule] }));
    const labelled = await until('the rule counts', async () => {
      const asked = await server.label(script);
      return asked.label === 'sensitive' && asked;
    });
    assert.ok(labelled.findings.some(({ reason }) => reason.includes('Unpublished.')));
  });
});
