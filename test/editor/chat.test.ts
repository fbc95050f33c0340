import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AttachmentView, ToPanel } from '../../src/protocol/panel.ts';
import type { VigieApi } from '../../src/client/extension.ts';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { closeAll, open, set, useGateway, vigie, write } from './editor.ts';

/** A host that is never reached: the gate refuses before anything is sent (RFC 2606, section 2). */
const elsewhere = 'http://gateway.invalid/v1';

describe('chat', () => {
  let gateway: ScriptedModel;
  let api: VigieApi;
  let posted: ToPanel[];
  let listening: vscode.Disposable;

  before(async () => {
    gateway = await ScriptedModel.saying();
    api = await vigie();
  });

  beforeEach(async () => {
    await useGateway(gateway.url);
    await api.conversation.clear();
    gateway.received.length = 0;
    posted = [];
    listening = api.conversation.onDidPost((message) => posted.push(message));
  });

  afterEach(async () => {
    listening.dispose();
    await closeAll();
  });

  after(() => gateway.close());

  const streamed = (): string =>
    posted
      .flatMap((each) => (each.type === 'progress' && each.progress.kind === 'text' ? [each.progress.text] : []))
      .join('');
  const result = () => posted.flatMap((each) => (each.type === 'done' ? [each.result] : [])).at(-1);

  it('explains the selection and nothing around it', async () => {
    gateway.script = { chat: ['It counts ', 'cases per week.'] };
    const editor = await open('r', 'library(dplyr)\nweekly <- count(cases, week)\nplot(weekly)║');
    editor.selection = new vscode.Selection(1, 0, 1, 28);
    await vscode.commands.executeCommand('vigie.explainSelection');
    assert.equal(result()?.outcome, 'answered');
    assert.equal(streamed(), 'It counts cases per week.');
    const asked = gateway.everything;
    assert.match(asked, /weekly <- count\(cases, week\)/);
    assert.doesNotMatch(asked, /plot\(weekly\)/);
  });

  it('explains the block around the cursor where nothing is selected', async () => {
    gateway.script = { chat: ['A sum.'] };
    await open('r', 'library(dplyr)\n\na <- 1\nb <- a +║ 2\n\nplot(b)');
    await vscode.commands.executeCommand('vigie.explainSelection');
    assert.equal(result()?.outcome, 'answered');
    assert.match(gateway.everything, /a <- 1\\nb <- a \+ 2/);
    assert.doesNotMatch(gateway.everything, /plot\(b\)/);
  });

  it('hands earlier turns back', async () => {
    gateway.script = { chat: ['The reproduction number is 1.2.'] };
    await api.conversation.send({ shown: 'First', text: 'What is R here?', attached: [] });
    gateway.received.length = 0;
    gateway.script = { chat: ['Yes.'] };
    await api.conversation.send({ shown: 'Second', text: 'Is that above one?', attached: [] });
    assert.match(gateway.everything, /What is R here\?/);
    assert.match(gateway.everything, /The reproduction number is 1\.2\./);
    assert.match(gateway.everything, /Is that above one\?/);
  });

  it('asks again in the place of the first answer', async () => {
    gateway.script = { chat: ['One.'] };
    await api.conversation.send({ shown: 'Q', text: 'Question', attached: [] });
    gateway.script = { chat: ['Two.'] };
    gateway.received.length = 0;
    await api.conversation.retry();
    assert.doesNotMatch(gateway.everything, /One\./);
    const turns = posted.flatMap((each) => (each.type === 'turn' ? [each.id] : []));
    assert.equal(turns.length, 2);
    assert.equal(turns[0], turns[1]);
    assert.equal(api.conversation.replay().past.filter(({ type }) => type === 'turn').length, 1);
  });

  it('stops in mid-sentence and closes the socket', async () => {
    gateway.script = { chat: ['The first '], ending: 'open' };
    const sent = api.conversation.send({ shown: 'Q', text: 'Question', attached: [] });
    await until('the first piece is shown', () => streamed() === 'The first ');
    await api.conversation.stop();
    const stopped = await sent;
    assert.equal(stopped.outcome === 'answered' && stopped.finish, 'cancelled');
    assert.equal(await gateway.to('/v1/chat/completions').at(-1)?.cancelled, true);
  });

  it('stops where the destination is switched, so that nobody takes the rest for the other’s', async () => {
    gateway.script = { chat: ['The first '], ending: 'open' };
    const sent = api.conversation.send({ shown: 'Q', text: 'Question', attached: [] });
    await until('the first piece is shown', () => streamed() === 'The first ');
    await set('gateway.url', elsewhere);
    const stopped = await sent;
    assert.equal(stopped.outcome === 'answered' && stopped.finish, 'cancelled');
    assert.equal(await gateway.to('/v1/chat/completions').at(-1)?.cancelled, true);
  });

  it('has a name of its own for each conversation', async () => {
    const name = () => api.conversation.asked({ shown: '', text: '', attached: [] }).conversation;
    const before = name();
    assert.equal(name(), before);
    await api.conversation.clear();
    assert.notEqual(name(), before);
  });

  it('shows a page that opens later the same conversation', async () => {
    gateway.script = { chat: ['One ', 'answer.'] };
    await api.conversation.send({ shown: 'Q', text: 'Question', attached: [] });
    const replayed = api.conversation.replay().past;
    assert.deepEqual(
      replayed.map(({ type }) => type),
      ['turn', 'progress', 'done'],
    );
    const [asked] = posted.flatMap((each) => (each.type === 'turn' ? [each.id] : []));
    assert.ok(asked);
    assert.deepEqual(replayed[1], { type: 'progress', id: asked, progress: { kind: 'text', text: 'One answer.' } });
  });

  describe('with a data file', () => {
    const canary = 'CANARY-7f3a';

    beforeEach(async () => {
      const uri = await write('data/line_list.csv', `id,age,outcome\n${canary},47,died\n`);
      await vscode.window.showTextDocument(uri);
    });

    it('attaches it by itself and refuses it to a host that is not cleared, saying why', async () => {
      await set('gateway.url', elsewhere);
      await until(
        'the server uses the other host',
        () => api.server.status?.destination.origin === 'http://gateway.invalid',
      );
      const attached = await api.attachments.current();
      assert.deepEqual(
        attached.map(({ view }) => [view.name, view.label, view.fate]),
        [['data/line_list.csv', 'sensitive', 'refused']],
      );
      const answer = await api.conversation.send({ shown: 'Q', text: 'What is in this file?', attached });
      assert.equal(answer.outcome, 'refused');
      assert.ok(answer.refusal.findings.length > 0);
      assert.equal(answer.refusal.findings[0]?.place.name, 'data/line_list.csv');
      assert.doesNotMatch(JSON.stringify(answer), new RegExp(canary));
      assert.equal(gateway.received.length, 0);
    });

    it('sends it to a gateway on this machine', async () => {
      gateway.script = { chat: ['Deaths.'] };
      const attached = await api.attachments.current();
      assert.equal(attached[0]?.view.fate, 'sent');
      const answer = await api.conversation.send({ shown: 'Q', text: 'What is in this file?', attached });
      assert.equal(answer.outcome, 'answered');
      assert.match(gateway.everything, new RegExp(canary));
    });

    it('sends along what the page showed, and nothing that it did not show', async () => {
      const [shown] = await api.attachments.current();
      assert.ok(shown);
      await open('r', 'x <- 1║');
      assert.deepEqual(api.attachments.ofChips([shown.view.id]), [shown]);
      assert.deepEqual(api.attachments.ofChips(['{"uri":"file:///etc/passwd"}']), []);
      assert.deepEqual(api.attachments.ofChips([]), []);
    });

    it('can be asked again without it', async () => {
      await useGateway(elsewhere);
      const attached = await api.attachments.current();
      await api.conversation.send({ shown: 'Q', text: 'What is an incidence?', attached });
      const { refused } = api.conversation;
      assert.equal(refused?.message.attached.length, 1);
      await api.conversation.retry({ without: attached.map(({ view }) => view.id) });
      assert.equal(api.conversation.refused, undefined);
      assert.equal(result()?.outcome, 'failed', 'that host does not exist');
    });

    it('leaves it where it is once the person has taken it off', async () => {
      const [attached] = await api.attachments.current();
      api.attachments.detach(attached?.view.id ?? '');
      assert.deepEqual(await api.attachments.current(), []);
      await open('r', 'x <- 1║');
      assert.equal((await api.attachments.current()).length, 1);
    });

    it('leaves what was added with the conversation before, and begins with what is open, were it taken off or not', async () => {
      const [attached] = await api.attachments.current();
      const data = vscode.Uri.parse(attached?.view.id === undefined ? '' : (JSON.parse(attached.view.id) as { uri: string }).uri);
      api.attachments.detach(attached?.view.id ?? '');
      api.attachments.add({ attachment: { kind: 'schema', uri: data.toString() }, kind: 'schema', name: 'columns' });
      assert.deepEqual((await api.attachments.current()).map(({ view }) => view.kind), ['schema']);
      await vscode.commands.executeCommand('vigie.newConversation');
      assert.deepEqual(await api.attachments.current(), [attached]);
    });
  });

  it('inserts at the cursor', async () => {
    const editor = await open('r', 'x <- ║');
    await until('the editor is known', async () => {
      await api.lastEditor.insert('mean(y)');
      return editor.document.getText() !== 'x <- ';
    });
    assert.equal(editor.document.getText(), 'x <- mean(y)');
  });

  it('inserts in the place of the selection, in one step to undo, and leaves the cursor behind it', async () => {
    const text = 'x <- 1\ny <- 2\nz <- 3';
    const editor = await open('r', `${text}║`);
    editor.selection = new vscode.Selection(0, 0, 1, 6);
    await api.lastEditor.insert('mean(x)\nmean(y)');
    assert.equal(editor.document.getText(), 'mean(x)\nmean(y)\nz <- 3');
    assert.ok(editor.selection.isEmpty, 'nothing is left that the next key would replace');
    assert.deepEqual(editor.selection.active, new vscode.Position(1, 7));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), text);
  });

  it('keeps what follows whole lines on a line of its own', async () => {
    const editor = await open('r', 'x <- 1\ny <- 2\nz <- 3║');
    editor.selection = new vscode.Selection(0, 0, 2, 0);
    await api.lastEditor.insert('mean(x)');
    assert.equal(editor.document.getText(), 'mean(x)\nz <- 3');
  });

  it('inserts as far to the right as the line there', async () => {
    const editor = await open('r', 'f <- function() {\n  ║\n}');
    await api.lastEditor.insert('if (x) {\n  y\n}');
    assert.equal(editor.document.getText(), 'f <- function() {\n  if (x) {\n    y\n  }\n}');
  });

  it('inserts inside a line, whichever end of the selection the cursor is at', async () => {
    const editor = await open('r', 'x <- f(y)║');
    editor.selection = new vscode.Selection(0, 6, 0, 5);
    await api.lastEditor.insert('foo');
    assert.equal(editor.document.getText(), 'x <- foo(y)');
    assert.ok(editor.selection.isEmpty);
    assert.deepEqual(editor.selection.active, new vscode.Position(0, 8));
  });

  it('follows what is typed into a document that is not saved', async () => {
    await useGateway(elsewhere);
    const editor = await open('r', 'patient <- "║"');
    let shown: AttachmentView[] = [];
    const following = api.attachments.onDidChange((attachments) => (shown = attachments));
    try {
      await until('the chip is shown', () => shown[0]?.fate === 'sent');
      await editor.edit((edit) => {
        edit.insert(editor.selection.active, '2 55 08 14 168 025 38');
      });
      await until('the chip has followed', () => shown[0]?.fate !== 'sent');
    } finally {
      following.dispose();
    }
  });
});
