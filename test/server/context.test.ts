import assert from 'node:assert/strict';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { previewRequest } from '../../src/protocol/messages.ts';
import type { PreviewResult } from '../../src/protocol/preview.ts';
import { freshFolder } from '../support/folder.ts';
import { LspClient } from '../support/lspClient.ts';
import { done, ModelServer, models, stream, text } from '../support/modelServer.ts';
import { tracesIn } from '../support/traces.ts';
import { until } from '../support/until.ts';

const canary = 'hidden_scores_7731';

describe('what the server lets go along with ghost text', () => {
  let gateway: ModelServer;
  let client: LspClient;
  beforeEach(async () => {
    gateway = await ModelServer.start({ '/v1/models': models('scripted'), '/v1/completions': stream([text('1)', 'stop'), done]) });
  });
  afterEach(async () => {
    await client.stop();
    await gateway.close();
  });
  // Taken away after the server that writes into it has ended.
  const folder = freshFolder();
  beforeEach(async () => {
    folder.write({
      '.vigie.json': '{ "files": [{ "paths": ["prive/**"], "label": "secret", "reason": "Étude inventée." }] }',
      'prive/scores.R': `score_cases <- function(x) ${canary}\n`,
      'R/functions.R': '# Taux\nper_100k <- function(n, pop) {\n  1e5 * n / pop\n}\n',
    });
    client = await LspClient.start(pathToFileURL(folder.path).href, { settings: { gateway: { url: gateway.url } }, storagePath: join(folder.path, '.state') });
  });

  it('is shown in the preview and sent with its name, but for what is flagged', async () => {
    const uri = pathToFileURL(join(folder.path, 'a.R')).href;
    const program = 'source("R/functions.R")\nsource("prive/scores.R")\nscore_cases(1)\nrate <- per_100k(';
    const position = { line: 3, character: 17 };
    await client.open(uri, 'r', program);
    await client.open(pathToFileURL(join(folder.path, 'prive/notes.R')).href, 'r', `score_cases(per_100k(${canary}))\n`);
    await client.ghostText(uri, position);
    const preview = (): Promise<PreviewResult> => client.connection.sendRequest(previewRequest, { kind: 'completion', uri, position });
    const shown = await until('the context is gathered', async () => {
      const result = await preview();
      return result.verdict === 'send' && result.body.includes('Taux') && result;
    });
    const { prompt } = JSON.parse(shown.body) as { prompt: string };
    assert.equal(prompt, `# R/functions.R\n# Taux\n# per_100k <- function(n, pop) {\n#   1e5 * n / pop\n# }\n\n${program}`);

    await client.change(uri, 2, `${program}n, `);
    await client.ghostText(uri, { line: 3, character: 20 });
    const bodies = gateway.to('/v1/completions').map(({ body }) => body);
    assert.ok(bodies.some((body) => body.includes('# R/functions.R')), bodies.join('\n'));
    assert.ok(!gateway.everything.includes(canary));
    assert.ok(!gateway.everything.includes('prive/notes.R'), 'nor does its name go');
    const traces = tracesIn(join(folder.path, '.state')).filter(({ request }) => request === 'completion');
    assert.ok(traces.some(({ origins, documents }) => origins.includes('document') && documents.length > 1));
  });
});
