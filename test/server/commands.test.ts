import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commandNames, type CommandsResult, type FunctionResult } from '../../src/protocol/command.ts';
import { commandsChangedNotification, commandsRequest, functionRequest, trustNotification } from '../../src/protocol/messages.ts';
import { promptWords } from '../../src/server/chat/prompts.ts';
import { freshFolder } from '../support/folder.ts';
import { LspClient, type SessionOptions } from '../support/lspClient.ts';
import { delta, done, ModelServer, models, stream } from '../support/modelServer.ts';

const survival = 'fit <- coxph(Surv(t0, t1, died) ~ treated, data = cohort)\nsummary(fit)\n';
const prompt = '---\ntitle: Check the weights\nargument: which survey\n---\nCheck the weights of this code:\n{{selection}}\nagainst the survey {{argument}}, please.\n';

interface Sent {
  readonly messages: { readonly role: string; readonly content: string }[];
}

describe('the commands of the chat, over standard streams and HTTP', () => {
  let gateway: ModelServer;
  let client: LspClient;

  const says = (text: string) => stream([delta(text), delta('', 'stop'), done]);
  const uri = (name: string) => pathToFileURL(join(folder.path, name)).href;
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder.path, name)), { recursive: true });
      writeFileSync(join(folder.path, name), text);
    }
  };
  const start = async (options: SessionOptions = {}, locale?: string) => {
    client = await LspClient.start(
      pathToFileURL(folder.path).href,
      { settings: { gateway: { url: gateway.url } }, storagePath: join(folder.path, '.state'), ...options },
      locale,
    );
    await client.open(uri('fit.R'), 'r', survival);
  };
  const sent = () => (JSON.parse(gateway.to('/v1/chat/completions').at(-1)?.body ?? '{}') as Sent).messages;
  const listed = async () => (await client.connection.sendRequest<CommandsResult>(commandsRequest)).commands;

  beforeEach(async () => {
    gateway = await ModelServer.start({ '/v1/models': models('scripted'), '/v1/chat/completions': says('It fits.') });
  });
  afterEach(async () => {
    await client.stop();
    await gateway.close();
  });
  // Taken away after the server that writes into it has ended.
  const folder = freshFolder();

  for (const name of commandNames) {
    it(`asks to ${name}, with the code before and Vigie’s words behind`, async () => {
      await start();
      const answer = await client.chat({ command: { name }, attachments: [{ uri: uri('fit.R') }] });
      assert.equal(answer.outcome, 'answered');
      const asked = sent().at(-1)?.content ?? '';
      assert.ok(asked.startsWith('Document fit.R:\n```r\nfit <- coxph('), asked);
      assert.ok(asked.includes(promptWords.en.commands[name]), asked);
      assert.equal(asked.includes(promptWords.en.lens.immortalTime), name === 'review' || name === 'explain');
    });
  }

  it('speaks the language of the person, and adds what they typed', async () => {
    await start({}, 'fr');
    await client.chat({ command: { name: 'translate', argument: 'Python' }, text: 'Garde les noms.', attachments: [{ uri: uri('fit.R') }] });
    const { targets, translation, translationCheck } = promptWords.fr;
    const asked = sent().at(-1)?.content ?? '';
    for (const words of [targets.python, translation.coxTiesInPython, translationCheck, 'Garde les noms.']) assert.ok(asked.includes(words), words);
    assert.deepEqual((await listed()).map(({ name, aliases: [alias], title }) => [name, alias, title]).at(-1), ['translate', 'traduire', 'Traduire']);
  });

  it('reads the findings of a review, with their places', async () => {
    gateway.routes['/v1/chat/completions'] = says('One problem.\n- L1 [high] `Surv(t0, t1, died)` Immortal time.\n- L9 [low] Nowhere.\n');
    await start();
    const answer = await client.chat({ command: { name: 'review' }, attachments: [{ uri: uri('fit.R') }] });
    assert.equal(answer.outcome, 'answered');
    assert.deepEqual(answer.review, {
      findings: [
        {
          severity: 'high',
          place: { uri: uri('fit.R'), name: 'fit.R', line: 1, column: 14, endColumn: 32 },
          text: '`Surv(t0, t1, died)` Immortal time.',
        },
      ],
      before: 'One problem.',
      after: '- L9 [low] Nowhere.',
    });
    const explained = await client.chat({ command: { name: 'explain' }, attachments: [{ uri: uri('fit.R') }] });
    assert.equal(explained.outcome === 'answered' && explained.review, undefined);
  });

  it('says what it needs where there is nothing to be about, and asks nothing', async () => {
    await start();
    for (const command of [{ name: 'review' }, { name: 'translate', argument: 'Julia' }] as const) {
      const attachments = command.name === 'review' ? [] : [{ uri: uri('fit.R') }];
      const answer = await client.chat({ command, attachments });
      assert.equal(answer.outcome, 'failed');
    }
    assert.equal(gateway.to('/v1/chat/completions').length, 0);
  });

  it('finds the function around a place', async () => {
    await start();
    const body = Array.from({ length: 40 }, (_, index) => `  x <- x + ${index}`).join('\n');
    await client.open(uri('f.R'), 'r', `a <- 1\n\nf <- function(x) {\n${body}\n  x\n}\n\nb <- 2\n`);
    const at = (line: number) => client.connection.sendRequest<FunctionResult>(functionRequest, { uri: uri('f.R'), position: { line, character: 0 } });
    assert.deepEqual(await at(30), { lines: { first: 2, last: 44 } });
    assert.deepEqual(await at(0), {});
  });

  describe('with prompts of the workspace', () => {
    const here = (name = '.vigie/prompts/weights.md') => ({ name: 'prompt', uri: uri(name), argument: 'Baromètre 2024' }) as const;

    it('lists them, and sends the text with the selection and the argument in their places', async () => {
      write({ '.vigie/prompts/weights.md': prompt });
      await start();
      const own = (await listed()).at(-1);
      assert.deepEqual(own, {
        name: 'weights', aliases: [], title: 'Check the weights', description: '', argument: 'which survey', uri: here().uri,
      });
      await client.chat({ command: here(), attachments: [{ uri: uri('fit.R') }] });
      assert.match(sent().at(-1)?.content ?? '', /^Check the weights of this code:\n\s+Document fit\.R:[^]+```\s+against the survey \s+Baromètre 2024\s+, please\.\s+$/);
    });

    it('takes the text that is in the editor, and tells when there are others', async () => {
      write({ '.vigie/prompts/weights.md': prompt });
      await start();
      await client.open(here().uri, 'markdown', 'Say nothing but yes.');
      await client.notified(commandsChangedNotification);
      await client.chat({ command: here(), attachments: [] });
      assert.match(sent().at(-1)?.content ?? '', /^Say nothing but yes\./);
    });

    it('shows what is wrong with one at its line, and does not offer it', async () => {
      write({ '.vigie/prompts/broken.md': '---\ntitle\n---\nDo it.', '.vigie/prompts/fix.md': 'Fix it my way.', '.vigie/prompts/Has a space.md': 'x' });
      await start();
      for (const name of ['broken', 'fix', 'Has%20a%20space']) {
        const { diagnostics } = await client.notified<{ uri: string; diagnostics: { severity: number }[] }>(
          'textDocument/publishDiagnostics',
          (each) => each.uri.endsWith(`${name}.md`),
        );
        assert.ok(diagnostics.some(({ severity }) => severity === 1), name);
      }
      assert.ok((await listed()).every((each) => each.uri === undefined));
    });

    it('sends no other file in the place of one', async () => {
      write({ '.vigie/prompts/weights.md': prompt, 'notes.md': 'CANARY-1b' });
      await start();
      for (const other of ['notes.md', '.vigie/prompts/../../notes.md', '.vigie/prompts/gone.md']) {
        const answer = await client.chat({ command: here(other), attachments: [] });
        assert.equal(answer.outcome, 'failed', other);
      }
      assert.equal(gateway.to('/v1/chat/completions').length, 0);
    });

    it('judges a prompt and the instructions by their files', async () => {
      const rule = { paths: ['.vigie/**'], label: 'secret', reason: 'Ours alone.' };
      write({ '.vigie/prompts/weights.md': prompt, '.vigie/instructions.md': 'Always use CANARY-2c.', '.vigie.json': JSON.stringify({ files: [rule] }) });
      await start();
      const refused = await client.chat({ command: here(), attachments: [] });
      assert.equal(refused.outcome, 'refused');
      assert.equal(refused.refusal.findings[0]?.place.name, '.vigie/prompts/weights.md');
      const answer = await client.chat({ text: 'Why?' });
      assert.equal(answer.outcome === 'answered' && answer.withheld, 1);
      assert.doesNotMatch(gateway.everything, /CANARY-2c/);
    });

    it('has the instructions go along with every message, and nothing of them in a turn', async () => {
      write({ '.vigie/instructions.md': 'Write dates as ISO weeks. CANARY-3d' });
      await start();
      const answer = await client.chat({ text: 'Why?' });
      assert.equal(answer.outcome, 'answered');
      assert.ok(sent()[0]?.content.endsWith(`${promptWords.en.workspaceIntroduction}\nWrite dates as ISO weeks. CANARY-3d`));
      assert.doesNotMatch(JSON.stringify(answer.turns[0]), /CANARY-3d/);
    });

    it('reads nothing in a workspace that is not trusted, until it is', async () => {
      write({ '.vigie/prompts/weights.md': prompt, '.vigie/prompts/broken.md': '---\n' });
      await start({ trusted: false });
      assert.ok((await listed()).every((each) => each.uri === undefined));
      assert.equal((await client.chat({ command: here(), attachments: [] })).outcome, 'failed');
      await client.connection.sendNotification(trustNotification, { trusted: true });
      await client.notified('textDocument/publishDiagnostics', (each: { uri: string }) => each.uri.endsWith('broken.md'));
      assert.equal((await listed()).at(-1)?.name, 'weights');
    });
  });
});
