import assert from 'node:assert/strict';
import { CancellationToken, InlineCompletionTriggerKind, type InlineCompletionItem } from 'vscode-languageserver/node';
import { settingsSchema } from '../../../src/protocol/settings.ts';
import { GhostText } from '../../../src/server/completion/engine.ts';
import { createDocuments } from '../../../src/server/documents.ts';
import { registerGhostText } from '../../../src/server/features/ghostText.ts';
import { TypedKeys } from '../../../src/server/features/typedKeys.ts';
import { fileUri } from '../../../src/server/policy/fileUri.ts';
import type { Part } from '../../../src/server/policy/request.ts';
import { Workspace } from '../../../src/server/policy/workspace.ts';
import { DirectConnection } from '../../support/directConnection.ts';
import { HandClock } from '../completion/handClock.ts';

const uri = 'file:///surveillance/R/epicurve.R';
const program = 'n <- 1\nm <- mean()\nplot(m)\n';
const cursor = { line: 1, character: 10 };
/** Puts something else at the cursor's place, where there would be ghost text too. */
const pasted = 'a <- 1\nk <- mean()\n';

describe('ghost text for an editor', () => {
  let editor: DirectConnection;
  let asked: number;
  let said: string;
  /** What the model and the rules wait for. */
  let answer: Promise<void>;
  let rules: Promise<void>;
  let drawnFrom: readonly string[];

  beforeEach(() => {
    editor = new DirectConnection();
    [asked, said, answer, rules, drawnFrom] = [0, 'cases)', Promise.resolve(), Promise.resolve(), []];
    const documents = createDocuments(() => undefined);
    const contextOf = (each: string): Part => ({ text: 'R/b.R\nf <- 1', origin: { kind: 'document', uri: each }, purpose: 'context' });
    const ghostText = new GhostText({
      ask: async function* () {
        asked += 1;
        await answer;
        yield said;
        return 'stop';
      },
      onError: (error) => {
        throw error;
      },
      clock: new HandClock(),
      mayGoAhead: () => false,
      context: { at: () => drawnFrom.map(contextOf), prepare: () => undefined },
    });
    const { completion } = settingsSchema.parse({});
    const workspace = new Workspace([], true);
    registerGhostText(editor.connection, {
      ghostText,
      documents,
      workspace: {
        now: async () => {
          await rules;
          return workspace.now();
        },
      },
      typedKeys: new TypedKeys(),
      wanted: () => ({ ...completion, languages: {} }),
      takenCommand: 'study.taken',
    });
    documents.listen(editor.connection);
    editor.open(uri, program);
  });

  const suggested = (position = cursor): Promise<InlineCompletionItem[]> => {
    const context = { triggerKind: InlineCompletionTriggerKind.Automatic };
    return editor.call('inlineCompletion', { textDocument: { uri }, position, context }, CancellationToken.None) as Promise<InlineCompletionItem[]>;
  };
  const turns = () => new Promise((resolve) => setTimeout(resolve, 5));

  it('replaces what it holds of the rest of the line', async () => {
    const [item] = await suggested();
    const command = { title: '', command: 'study.taken', arguments: [uri, 'r'] };
    assert.deepEqual(item, { insertText: 'cases)', range: { start: cursor, end: { line: 1, character: 11 } }, command });
  });

  it('tells with each item what language it is counted under', async () => {
    editor.close(uri);
    editor.open(uri, '```{r}\nm <- mean()\n```\n', 'quarto');
    assert.deepEqual((await suggested())[0]?.command?.arguments, [uri, 'r (quarto)']);
  });

  it('is none when the document has changed while the model answered', async () => {
    let open = (): void => undefined;
    answer = new Promise((resolve) => (open = resolve));
    const items = suggested();
    await turns();
    assert.equal(asked, 1);
    editor.change(uri, 2, pasted + program);
    open();
    assert.deepEqual(await items, []);
  });

  it('is not asked for at a position of a former state', async () => {
    let open = (): void => undefined;
    rules = new Promise((resolve) => (open = resolve));
    const items = suggested();
    editor.change(uri, 2, pasted + program);
    open();
    assert.deepEqual(await items, []);
    assert.equal(asked, 0);
  });

  it('is none for a document that was closed and opened again meanwhile', async () => {
    let open = (): void => undefined;
    rules = new Promise((resolve) => (open = resolve));
    const items = suggested();
    editor.close(uri);
    editor.open(uri, pasted + program);
    open();
    assert.deepEqual(await items, []);
  });

  const path = "/surveillance/R/l'été (copy) @2024+.R";
  for (const [what, other] of [
    ['as the editor usually does', fileUri(path)],
    ['otherwise', `file://${encodeURI(path)}`],
  ] as const) {
    it(`is forgotten when what it was drawn from is closed or changes, spelt ${what}`, async () => {
      drawnFrom = [fileUri(path)];
      editor.open(other, 'f <- 2\n');
      /** How often the model was asked once there is a suggestion where so much was typed. */
      const askedAfter = async (typed: string): Promise<number> => {
        editor.change(uri, 1 + typed.length, program.replace('mean(', `mean(${typed}`));
        said = 'cases, na.rm = TRUE)'.slice(typed.length);
        const { line, character } = cursor;
        assert.equal((await suggested({ line, character: character + typed.length })).length, 1);
        return asked;
      };
      assert.equal(await askedAfter('c'), 1);
      assert.equal(await askedAfter('ca'), 1, 'what is known is not asked for again');
      editor.change(other, 2, 'f <- 3\n');
      assert.equal(await askedAfter('cas'), 2);
      assert.equal(await askedAfter('case'), 2);
      editor.close(other);
      assert.equal(await askedAfter('cases'), 3);
    });
  }
});
