import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { installModel } from '../../scripts/model/install.mjs';
import { startModel } from '../../scripts/model/serve.mjs';
import { parse } from '../support/cursor.ts';
import { sharedFolder } from '../support/folder.ts';
import { LspClient } from '../support/lspClient.ts';
import { until } from '../support/until.ts';

const script = parse(`library(dplyr)
library(ggplot2)

cases <- read.csv("weekly_counts.csv")

# total cases by region
by_region <- cases |>
  group_by(region) |>
  summarise(total = sum(║`);

/** How long the model may take to begin its work, or to leave it, in milliseconds. */
const turnLimit = 5000;

describe('the server on a real model, driven by a bare LSP client', () => {
  const temporary = sharedFolder();
  let model: Awaited<ReturnType<typeof startModel>> | undefined;
  let client: LspClient;
  let documentUri: string;

  before(async () => {
    const installed = await installModel();
    assert.ok(installed.ok, installed.ok ? '' : installed.reason);
    model = await startModel();
    temporary.write({ 'project/regions.R': script.text });
    documentUri = pathToFileURL(join(temporary.path, 'project', 'regions.R')).href;
    client = await LspClient.start(pathToFileURL(join(temporary.path, 'project')).href, {
      storagePath: join(temporary.path, 'storage'),
      settings: { backend: 'gateway', gateway: { url: model.url } },
    });
    await client.open(documentUri, 'r', script.text);
  });

  after(() => model?.stop());

  /** Whether the model's server is at work, by its own account. */
  async function busy(): Promise<boolean> {
    const response = await fetch(`${model?.url ?? ''}/slots`);
    const slots = (await response.json()) as { is_processing: boolean }[];
    return slots.some((slot) => slot.is_processing);
  }

  it('proposes text at the cursor of an R script', async () => {
    const items = await client.ghostText(documentUri, script.position);
    assert.equal(items.length, 1);
    assert.notEqual(items[0]?.insertText.trim(), '');
    assert.deepEqual(items[0]?.range.start, script.position);
  });

  it('streams an answer piece by piece', async () => {
    const pieces: string[] = [];
    const question = { text: 'What does this script do? One short sentence.', attachments: [{ uri: documentUri }] };
    const answered = await client.chat(question, ({ kind, text }) => {
      if (kind === 'text') pieces.push(text);
    });
    assert.equal(answered.outcome, 'answered');
    assert.ok(pieces.length > 3, `${pieces.length} pieces`);
    assert.equal(answered.turns[1]?.fragments.map(({ text }) => text).join(''), pieces.join(''));
  });

  it('stops the model itself when a chat is cancelled', async () => {
    const cancel = new CancellationTokenSource();
    let begun = false;
    const text = 'Explain every line of this script at length, with examples.';
    const result = client.chat(
      { text, attachments: [{ uri: documentUri }] },
      () => {
        begun = true;
      },
      cancel.token,
    );
    await until('the answer begins', () => begun, 60_000);
    await until('the model is at work', busy, turnLimit);
    cancel.cancel();
    const answered = await result;
    assert.equal(answered.outcome === 'answered' && answered.finish, 'cancelled');
    await until('the model is idle', async () => !(await busy()), turnLimit);
  });

  it('shuts down and exits with code 0', async () => {
    assert.equal(await client.stop(), 0);
  });
});
