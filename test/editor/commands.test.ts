import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { VigieApi } from '../../src/client/extension.ts';
import { promptWords } from '../../src/server/chat/prompts.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { closeAll, open, useGateway, vigie, write } from './editor.ts';

describe('commands on code', () => {
  let gateway: ScriptedModel;
  let api: VigieApi;
  const problems = vscode.languages.createDiagnosticCollection('tests');

  before(async () => {
    gateway = await ScriptedModel.saying({ chat: ['Yes.'] });
    api = await vigie();
  });
  beforeEach(async () => {
    await useGateway(gateway.url);
    await api.conversation.clear();
    gateway.received.length = 0;
  });
  afterEach(async () => {
    problems.clear();
    await closeAll();
  });
  after(async () => {
    problems.dispose();
    await gateway.close();
  });

  const actionsAt = async (uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> => {
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
    return actions.filter(({ title }) => title.includes('Vigie'));
  };
  const run = ({ command }: vscode.CodeAction): Thenable<unknown> =>
    vscode.commands.executeCommand(command?.command ?? '', ...((command?.arguments ?? []) as unknown[]));

  it('are about all of the function around the cursor, over blank lines', async () => {
    await open('r', 'a <- 1\n\npeak <- function(x) {\n  y <- x\n\n  max(y)║\n}\n\nb <- 2\n');
    await vscode.commands.executeCommand('vigie.review');
    assert.match(gateway.everything, /lines 3 to 7/);
    assert.match(gateway.everything, /peak <- function\(x\)[^]*max\(y\)/);
    assert.doesNotMatch(gateway.everything, /b <- 2/);
  });

  it('are about a whole file from the explorer, open or not', async () => {
    const uri = await write('R/rates.R', 'rate <- n / pop\nlater <- 1\n');
    await vscode.commands.executeCommand('vigie.document', uri, [uri]);
    assert.match(gateway.everything, /rate <- n \/ pop\\nlater <- 1/);
    assert.ok(gateway.everything.includes(promptWords.en.commands.document.slice(0, 60)));
  });

  it('are offered for a selection, and what is said stands in the conversation as it would be typed', async () => {
    const { document } = await open('r', 'x <- 1\ny <- 2║');
    const actions = await actionsAt(document.uri, new vscode.Range(0, 0, 0, 6));
    assert.deepEqual(
      actions.map(({ title, kind }) => `${kind?.value}: ${title}`),
      [
        'refactor.vigie.review: Review with Vigie',
        'refactor.vigie.document: Document with Vigie',
        'refactor.vigie.tests: Write tests with Vigie',
        'refactor.vigie.translate: Translate with Vigie…',
      ],
    );
    await run(actions[2]!);
    assert.match(gateway.everything, /x <- 1/);
    assert.doesNotMatch(gateway.everything, /y <- 2/);
    assert.equal(api.conversation.thread.path.at(-1)?.message.shown, '/tests');
  });

  it('fix what other programs call wrong, with their words; Vigie’s own findings are not for a model', async () => {
    const { document } = await open('r', 'x <- 1\n\ny <- z║');
    const diagnostic = (message: string, source: string, line: number) =>
      Object.assign(new vscode.Diagnostic(new vscode.Range(line, 0, line, 6), message), { source });
    problems.set(document.uri, [diagnostic('object "z" is not known', 'lintr', 2), diagnostic('A password.', 'Vigie', 0)]);
    const titles = async (line: number) => (await actionsAt(document.uri, new vscode.Range(line, 0, line, 1))).map(({ title }) => title);
    assert.ok(!(await titles(0)).includes('Fix with Vigie'));
    assert.ok((await titles(2)).includes('Explain with Vigie'));
    const [fix] = (await actionsAt(document.uri, new vscode.Range(2, 0, 2, 1))).filter(({ title }) => title === 'Fix with Vigie');
    await run(fix!);
    assert.match(gateway.everything, /object \\"z\\" is not known/);
    assert.doesNotMatch(gateway.everything, /A password/);
    const [message] = api.conversation.thread.path.map((each) => each.message);
    assert.deepEqual(message?.attached.map(({ view }) => view.kind), ['selection', 'problems']);
  });

  it('keep their command where a question is edited, and take another', async () => {
    const editor = await open('r', 'x <- 1║');
    editor.selection = new vscode.Selection(0, 0, 0, 6);
    await vscode.commands.executeCommand('vigie.explainSelection');
    const [{ id } = { id: '' }] = api.conversation.thread.path;
    gateway.received.length = 0;
    await api.conversation.edit(id, { shown: '/review the units', text: 'the units', command: { name: 'review' } });
    assert.match(gateway.everything, /x <- 1/);
    assert.ok(gateway.everything.includes(promptWords.en.commands.review.slice(0, 60)));
    assert.match(gateway.everything, /the units/);
    assert.ok(!gateway.everything.includes(promptWords.en.commands.explain.slice(0, 60)));
  });
});
