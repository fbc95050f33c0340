import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CancellationTokenSource, ProgressType } from 'vscode-jsonrpc/node';
import type { InlineCompletionItem } from 'vscode-languageserver-protocol';
import { installModel } from '../../scripts/model/install.mjs';
import { startModel } from '../../scripts/model/serve.mjs';
import type { ChatProgress, ChatResult } from '../../src/protocol/chat.ts';
import { parse } from '../support/cursor.ts';
import { BareClient, uriOf } from './bareClient.ts';

const script = parse(`library(dplyr)
library(ggplot2)

cases <- read.csv("weekly_counts.csv")

# total cases by region
by_region <- cases |>
  group_by(region) |>
  summarise(total = sum(║`);

describe('the server on a real model, driven by a bare LSP client', () => {
  let model: Awaited<ReturnType<typeof startModel>>;
  let client: BareClient;
  let temporary: string;
  let documentUri: string;

  before(async () => {
    const installed = await installModel();
    assert.ok(installed.ok, installed.ok ? '' : installed.reason);
    model = await startModel();
    temporary = mkdtempSync(join(tmpdir(), 'vigie-model-'));
    const folder = join(temporary, 'project');
    mkdirSync(folder);
    const path = join(folder, 'regions.R');
    writeFileSync(path, script.text);
    documentUri = uriOf(path);
    client = await BareClient.start({
      folder,
      storagePath: join(temporary, 'storage'),
      settings: { backend: 'gateway', gateway: { url: model.url } },
    });
    await client.open(documentUri, 'r', script.text);
  });

  after(async () => {
    await model.stop();
    rmSync(temporary, { recursive: true, force: true });
  });

  /** Whether the model's server is at work, by its own account. */
  async function busy(): Promise<boolean> {
    const response = await fetch(`${model.url}/slots`);
    const slots = (await response.json()) as { is_processing: boolean }[];
    return slots.some((slot) => slot.is_processing);
  }

  /** Waits until the model's server is at work, or idle. @returns after how many milliseconds; throws after the limit. */
  async function until(wanted: boolean, limit: number): Promise<number> {
    const start = Date.now();
    while ((await busy()) !== wanted) {
      if (Date.now() - start > limit) throw new Error(`The model is ${wanted ? 'idle' : 'at work'} after ${limit} ms.`);
      await wait(20);
    }
    return Date.now() - start;
  }

  let turn = 0;

  /** Asks in the chat. */
  function ask(text: string, onProgress: (progress: ChatProgress) => void) {
    turn += 1;
    const partialResultToken = `turn-${turn}`;
    const source = new CancellationTokenSource();
    const listening = client.connection.onProgress(new ProgressType<ChatProgress>(), partialResultToken, onProgress);
    const params = { history: [], text, attachments: [{ uri: documentUri }], partialResultToken };
    const result = client.connection
      .sendRequest<ChatResult>('vigie/chat', params, source.token)
      .finally(() => {
        listening.dispose();
      });
    return { result, cancel: () => { source.cancel(); } };
  }

  it('proposes text at the cursor of an R script', async () => {
    const items = await client.connection.sendRequest<InlineCompletionItem[]>('textDocument/inlineCompletion', {
      textDocument: { uri: documentUri },
      position: script.position,
      context: { triggerKind: 1 },
    });
    assert.equal(items.length, 1);
    const [{ insertText, range }] = items as [InlineCompletionItem];
    assert.ok(typeof insertText === 'string' && insertText.trim() !== '', 'the text is not empty');
    assert.deepEqual(range?.start, script.position);
  });

  it('streams an answer piece by piece', async () => {
    const pieces: string[] = [];
    const { result } = ask('What does this script do? One short sentence.', ({ kind, text }) => {
      if (kind === 'text') pieces.push(text);
    });
    const answered = await result;
    assert.equal(answered.outcome, 'answered');
    assert.ok(pieces.length > 3, `${pieces.length} pieces`);
    assert.equal(answered.turns[1]?.fragments.map(({ text }) => text).join(''), pieces.join(''));
  });

  it('stops the model itself when a chat is cancelled', async () => {
    let pieces = 0;
    let begun = () => {};
    const first = new Promise<void>((resolve) => (begun = resolve));
    const { result, cancel } = ask('Explain every line of this script at length, with examples.', () => {
      pieces += 1;
      begun();
    });
    await first;
    await until(true, 5000);
    cancel();
    const answered = await result;
    assert.equal(answered.outcome === 'answered' && answered.finish, 'cancelled');
    const freed = await until(false, 5000);
    assert.ok(freed < 5000 && pieces > 0);
  });

  it('shuts down and exits with code 0', async () => {
    assert.equal(await client.end(), 0);
  });
});
