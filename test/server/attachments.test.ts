import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Attachment, AttachmentsResult } from '../../src/protocol/attachment.ts';
import { attachmentsRequest } from '../../src/protocol/messages.ts';
import { freshFolder } from '../support/folder.ts';
import { LspClient } from '../support/lspClient.ts';
import { delta, done, ModelServer, models, stream } from '../support/modelServer.ts';

/** Rows of nobody: the first column cannot be mistaken for anything else, wherever it turns up. */
const rows = Array.from({ length: 40 }, (_, index) => `FICTIFCANARY${1000 + index};${30 + index};Ville-Imaginaire-${index}`);
const canary = /FICTIFCANARY/;

/** Every kind of attachment by which a row of the flagged file could go along. */
function waysOf(uri: (name: string) => string): Readonly<Record<string, Attachment>> {
  const range = { start: { line: 3, character: 0 }, end: { line: 12, character: 0 } };
  const flagged = uri('patients/linelist.csv');
  const printed = rows.slice(0, 12).join('\n');
  const diff = `@@ -1,12 +1 @@\n${rows.slice(0, 12).map((row) => `-${row}`).join('\n')}\n`;
  const problem = { range, severity: 'error' as const, message: `cannot parse:\n${printed}` };
  return {
    'the file': { uri: flagged },
    'lines of it': { uri: flagged, range },
    'the file by way of a link': { uri: uri('R/link.txt') },
    'a renamed copy': { uri: uri('R/copy.txt') },
    'its columns': { kind: 'schema', uri: flagged },
    'the columns of a copy': { kind: 'schema', uri: uri('R/copy.txt') },
    'the names in its folder': { kind: 'folder', uri: uri('patients') },
    'all names': { kind: 'folder', uri: uri('') },
    'problems in it': { kind: 'problems', files: [{ uri: flagged, problems: [problem] }] },
    'problems elsewhere that quote it': { kind: 'problems', files: [{ uri: uri('R/a.R'), problems: [problem] }] },
    'a terminal': { kind: 'terminal', text: printed },
    'its changes': { kind: 'diff', files: [{ uri: flagged, text: diff }] },
    'changes under another name': { kind: 'diff', files: [{ uri: uri('R/b.txt'), formerUri: flagged, text: diff }] },
    'changes of another file that hold rows': { kind: 'diff', files: [{ uri: uri('R/b.txt'), text: diff }] },
    'changes among others': { kind: 'diff', files: [{ uri: uri('R/a.R'), text: '@@ -1 +1 @@\n-x\n+y\n' }, { uri: flagged, text: diff }] },
  };
}

describe('attachments over standard streams', () => {
  let recorder: ModelServer;
  let client: LspClient;
  afterEach(async () => {
    await client.stop();
    await recorder.close();
  });
  // Taken away after the server that writes into it has ended.
  const folder = freshFolder();
  const uri = (name: string) => pathToFileURL(join(folder.path, name)).href;

  beforeEach(async () => {
    recorder = await ModelServer.start({
      '/v1/models': models('scripted'),
      '/v1/chat/completions': stream([delta('Seen.'), delta('', 'stop'), done]),
    });
    const table = `id;age;town\n${rows.join('\n')}\n`;
    folder.write({
      // A gateway on this machine, so that what may be sent arrives at the recorder.
      '.vigie.json': JSON.stringify({
        files: [{ paths: ['patients/**'], label: 'sensitive', reason: 'Patients' }],
        clearances: [{ destination: 'this-machine', label: 'internal', reason: 'As a cloud' }],
      }),
      'patients/linelist.csv': table,
      [`patients/${rows[0]?.split(';')[0]}.txt`]: 'x\n',
      'R/a.R': 'x <- 1\n',
      'R/copy.txt': rows.slice(5, 30).join('\n'),
      'R/latin.sas': Buffer.from('* décès du mois ;\n', 'latin1'),
      'data/open.tsv': 'region\tdeaths\nBretagne\t12\nNormandie\t13\n',
    });
    symlinkSync(join(folder.path, 'patients/linelist.csv'), join(folder.path, 'R/link.txt'));
    client = await LspClient.start(pathToFileURL(folder.path).href, {
      settings: { gateway: { url: recorder.url } },
      storagePath: join(folder.path, '.state'),
    });
  });

  const ask = (attachment: Attachment) => client.chat({ text: 'What is this?', attachments: [attachment] });
  const fates = async (...attachments: Attachment[]) =>
    (await client.connection.sendRequest<AttachmentsResult>(attachmentsRequest, { attachments })).fates;

  it('never carry a row of a flagged file, by none of their kinds, and say so before', async () => {
    const ways = waysOf(uri);
    // Waits until the flagged files have been read: what is shown does not, what is sent does.
    await ask({ uri: uri('R/a.R') });
    const shown = await fates(...Object.values(ways));
    for (const [index, [what, attachment]] of Object.entries(ways).entries()) {
      recorder.received.length = 0;
      const result = await ask(attachment);
      assert.doesNotMatch(recorder.everything, canary, what);
      if (what === 'changes among others') assert.doesNotMatch(recorder.everything, /linelist|patients/, 'not even the name of what stays behind');
      const sent = recorder.to('/v1/chat/completions').length > 0;
      assert.equal(sent, result.outcome === 'answered', what);
      assert.equal(shown[index]?.maySend, sent, `what was shown of ${what} is what came`);
    }
    const mayGo = Object.keys(ways).filter((_, index) => shown[index]?.maySend);
    assert.deepEqual(mayGo, ['its columns', 'all names', 'changes among others']);
  });

  it('are judged for the place that a question names, whatever the one of the settings may receive', async () => {
    const home = await ModelServer.start(recorder.routes);
    try {
      folder.write({
        '.vigie.json': JSON.stringify({
          files: [{ paths: ['patients/**'], label: 'sensitive', reason: 'Patients' }],
          clearances: [{ destination: recorder.origin, label: 'internal', reason: 'As a cloud' }],
        }),
      });
      const gateways = [{ name: 'home', urls: [home.url] }, { name: 'away', urls: [recorder.url] }];
      await client.connection.sendNotification('workspace/didChangeConfiguration', { settings: { vigie: { gateways } } });
      const ways = waysOf(uri);
      const service = { backend: 'gateway' as const, name: 'away' };
      await client.chat({ text: 'Are the flagged files read?', attachments: [{ uri: uri('R/a.R') }], service });
      const shown = async (named?: typeof service) =>
        (await client.connection.sendRequest<AttachmentsResult>(attachmentsRequest, { attachments: Object.values(ways), service: named })).fates;
      const [away, athome] = [await shown(service), await shown()];
      assert.ok(athome.every(({ maySend, trouble }) => maySend || trouble !== undefined));
      for (const [index, [what, attachment]] of Object.entries(ways).entries()) {
        recorder.received.length = 0;
        const result = await client.chat({ text: 'What is this?', attachments: [attachment], service });
        assert.doesNotMatch(recorder.everything, canary, what);
        assert.equal(away[index]?.maySend, result.outcome === 'answered', `what was shown of ${what} is what came`);
      }
      assert.deepEqual(Object.keys(ways).filter((_, index) => away[index]?.maySend), ['its columns', 'all names', 'changes among others']);
      assert.deepEqual(home.received, []);
      const gone = await client.chat({ text: 'Who?', service: { ...service, name: 'gone' } });
      assert.ok(gone.outcome === 'failed' && gone.message.includes('“gone” is no longer among'), JSON.stringify(gone));
    } finally {
      await home.close();
    }
  });

  it('go without the changed files that may not, which are named before and in the answer', async () => {
    const text = '@@ -1 +1 @@\n-x <- 1\n+x <- 2\n';
    const files = [{ uri: uri('patients/a.R'), text }, { uri: uri('R/a.R'), text }, { uri: uri('R/b.R'), formerUri: uri('patients/b.R'), text }];
    const [fate] = await fates({ kind: 'diff', files });
    assert.deepEqual([fate?.maySend, fate?.label, fate?.withheld], [true, 'internal', ['patients/a.R', 'R/b.R']]);
    const result = await ask({ kind: 'diff', files });
    assert.equal(result.outcome, 'answered');
    assert.equal(result.withheld, 2);
    assert.deepEqual(result.withheldFor?.map(({ place }) => place.name), ['patients/a.R', 'patients/b.R'], 'the flagged names');
    assert.match(recorder.everything, /Changes of R\/a\.R/);
    assert.doesNotMatch(recorder.everything, /patients|R\/b\.R/);
    assert.deepEqual(result.turns[0]?.fragments.map(({ origin }) => origin), [{ kind: 'document', uri: uri('R/a.R') }, { kind: 'chat' }]);
    const none = await ask({ kind: 'diff', files: files.filter((each) => each.uri !== uri('R/a.R')) });
    assert.equal(none.outcome, 'refused', 'where nothing may go, the question does not go without it');
  });

  it('arrive with what may be sent: names, columns, files in other encodings', async () => {
    await ask({ kind: 'folder', uri: uri('') });
    assert.match(recorder.everything, /R\/\\n {2}a\.R\\n/);
    assert.match(recorder.everything, /not named: this destination may not receive their names/);
    recorder.received.length = 0;
    await ask({ kind: 'schema', uri: uri('data/open.tsv') });
    assert.match(recorder.everything, /region: text\\ndeaths: integer/);
    assert.doesNotMatch(recorder.everything, /Bretagne|Normandie/);
    recorder.received.length = 0;
    await ask({ uri: uri('R/latin.sas') });
    assert.match(recorder.everything, /décès du mois/);
  });

  it('are remembered with the turn, and stay behind once their file is flagged', async () => {
    const first = await ask({ kind: 'folder', uri: uri('R') });
    assert.equal(first.outcome, 'answered');
    folder.write({ '.vigie.json': JSON.stringify({ files: [{ paths: ['patients/**', 'R/a.R'], label: 'secret', reason: 'Both' }] }) });
    recorder.received.length = 0;
    const second = await client.chat({ text: 'And now?', history: first.turns });
    assert.equal(second.outcome, 'answered');
    assert.ok(second.withheld > 0);
    assert.doesNotMatch(recorder.everything, /a\.R/);
  });

  it('fail with a sentence where they cannot be read', async () => {
    folder.write({ 'data/model.rds': new Uint8Array([0x1f, 0x8b, 8, 0]) });
    const result = await ask({ uri: uri('data/model.rds') });
    assert.equal(result.outcome, 'failed');
    assert.match(result.message, /data\/model\.rds is not a text/);
    const [fate] = await fates({ uri: uri('gone.R') });
    assert.equal(fate?.maySend, false);
    assert.match(fate.trouble ?? '', /gone\.R is no longer there/);
    assert.deepEqual(recorder.to('/v1/chat/completions'), []);
  });
});
