import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Attachment } from '../../../src/protocol/attachment.ts';
import type { AttachmentReader } from '../../../src/server/chat/attachmentReader.ts';
import { attachedParts } from '../../../src/server/chat/draft.ts';
import { createAttachments } from '../../../src/server/createAttachments.ts';
import { noKinship } from '../../../src/server/policy/byKinship.ts';
import type { Destination } from '../../../src/server/policy/destination.ts';
import { fileUri } from '../../../src/server/policy/fileUri.ts';
import type { Part } from '../../../src/server/policy/request.ts';
import { freshFolder } from '../../support/folder.ts';
import { chatOf, localGateway, mistral, policyOver } from '../../support/policy.ts';

const canary = 'FICTIVECANARY7';
const rules = { files: [{ paths: ['patients/**'], label: 'sensitive', reason: 'Patients' }, { paths: ['vault/**'], label: 'secret', reason: 'Vault' }] };

describe('AttachmentReader', () => {
  const folder = freshFolder();
  const uri = (name: string) => fileUri(join(folder.path, name));
  let open: Map<string, TextDocument>;

  beforeEach(() => {
    open = new Map();
    folder.write({
      '.vigie.json': JSON.stringify(rules),
      'R/a.R': 'x <- 1\ny <- 2\nz <- 3\n',
      'R/marked.R': '# vigie: secret\nx\n',
      [`patients/${canary}.csv`]: `id;age\n${canary};34\n`,
      'vault/keys.csv': 'id;age\nx;34\n',
    });
  });

  function setUp(destination: Destination) {
    const policy = policyOver(folder.path, { readHead: (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '') });
    const reader = createAttachments({
      documents: { get: (each: string) => open.get(each) },
      openFiles: { at: () => undefined },
      folders: () => [folder.path],
      nameOf: (each) => decodeURIComponent(each.slice(fileUri(folder.path).length + 1)),
      ...policy,
      reading: noKinship,
      destination: () => destination,
    });
    return { reader, gate: policy.gate };
  }

  async function partsOf(reader: AttachmentReader, attachment: Attachment): Promise<Part[]> {
    const read = await reader.read(attachment);
    assert.ok(typeof read !== 'string', JSON.stringify(read));
    return attachedParts(read);
  }

  /** The label of an attachment, whether it may be sent, and the text that would be. */
  async function fate(attachment: Attachment, destination = mistral) {
    const { reader, gate } = setUp(destination);
    const parts = await partsOf(reader, attachment);
    const shown = await gate.labelOfParts(parts.filter(({ purpose }) => purpose === 'subject'), destination);
    const verdict = await gate.judge(chatOf(...parts), destination);
    assert.equal(shown.maySend, verdict.kind === 'send', 'what is shown is what comes');
    return { label: shown.label, sent: shown.maySend, text: parts.map(({ text }) => text).join('\n') };
  }

  it('reads a file that is not open, or some lines of it, and judges it as that file', async () => {
    const { reader } = setUp(mistral);
    const range = { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } };
    const [part] = await partsOf(reader, { uri: uri('R/a.R'), range });
    assert.equal(part?.text, 'Document R/a.R, lines 2 to 2:\n```r\ny <- 2\n```');
    assert.deepEqual(part.origin, { kind: 'document', uri: uri('R/a.R'), range });
    assert.match(part.around?.text ?? '', /x <- 1/);
    assert.deepEqual(await fate({ uri: uri('R/a.R') }), { label: 'internal', sent: true, text: 'Document R/a.R:\n```r\nx <- 1\ny <- 2\nz <- 3\n```' });
    assert.equal((await fate({ uri: uri(`patients/${canary}.csv`) })).sent, false);
    assert.equal((await fate({ uri: uri(`patients/${canary}.csv`) }, localGateway)).sent, true);
  });

  it('takes the text of the editor where the file is open', async () => {
    open.set(uri('R/a.R'), TextDocument.create(uri('R/a.R'), 'r', 1, 'unsaved\n'));
    assert.match((await fate({ uri: uri('R/a.R') })).text, /```r\nunsaved\n```/);
  });

  it('cuts what is too long, and finds lines only where it has read them', async () => {
    folder.write({ 'data/long.R': 'x <- 1\n'.repeat(400_000) });
    const { reader } = setUp(localGateway);
    const [part] = await partsOf(reader, { uri: uri('data/long.R') });
    assert.match(part?.text ?? '', /\(cut: only the first \d+ characters of a file of 2800000 bytes are shown\)$/);
    assert.ok(part!.text.length < 13_000);
    const range = { start: { line: 399_000, character: 0 }, end: { line: 399_001, character: 0 } };
    assert.match(JSON.stringify(await reader.read({ uri: uri('data/long.R'), range })), /too long/);
  });

  it('names in an outline only files whose names may go, and says how many it left out', async () => {
    const outline = await fate({ kind: 'folder', uri: uri('') });
    assert.deepEqual([outline.label, outline.sent], ['internal', true]);
    assert.match(outline.text, /R\/\n {2}a\.R\n\(3 not named: this destination may not receive their names\)/);
    assert.doesNotMatch(outline.text, /CANARY|keys|marked|vault|patients/);
    const local = await fate({ kind: 'folder', uri: uri('') }, localGateway);
    assert.deepEqual([local.label, local.sent], ['sensitive', true]);
    assert.match(local.text, new RegExp(`patients/\n {2}${canary}`));
    assert.match(local.text, /\(2 not named/);
    const { reader } = setUp(mistral);
    assert.match(JSON.stringify(await reader.read({ kind: 'folder', uri: uri('patients') })), /may not receive the name of any file/);
    assert.match(JSON.stringify(await reader.read({ kind: 'folder', uri: uri('nowhere') })), /cannot be read/);
  });

  it('keeps an outline back that names what has been flagged since', async () => {
    const { reader, gate } = setUp(mistral);
    const parts = await partsOf(reader, { kind: 'folder', uri: uri('R') });
    folder.write({ '.vigie.json': JSON.stringify({ files: [{ paths: ['R/a.R'], label: 'secret', reason: 'Now' }] }) });
    assert.equal((await gate.judge(chatOf(...parts), mistral)).kind, 'refuse');
  });

  it('tells names and types of columns, but none of a secret file', async () => {
    const columns = await fate({ kind: 'schema', uri: uri(`patients/${canary}.csv`) });
    assert.deepEqual([columns.label, columns.sent], ['internal', true]);
    assert.match(columns.text, /\nid: text\nage: integer\n/);
    assert.doesNotMatch(columns.text.replace(`patients/${canary}.csv`, ''), /CANARY|34/);
    assert.equal((await fate({ kind: 'schema', uri: uri('vault/keys.csv') }, localGateway)).sent, false);
    const { reader } = setUp(mistral);
    assert.match(JSON.stringify(await reader.read({ kind: 'schema', uri: uri('a.sas7bdat') })), /delimited text only/);
  });

  it('judges problems as a part of the document that they are in', async () => {
    const problems = [
      { range: { start: { line: 4, character: 0 }, end: { line: 4, character: 1 } }, severity: 'warning' as const, message: 'unused', source: 'lintr' },
      { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 1 } }, severity: 'error' as const, message: `object '${canary}' not found` },
    ];
    const harmless = await fate({ kind: 'problems', files: [{ uri: uri('R/a.R'), problems }] });
    assert.ok(harmless.sent);
    assert.match(harmless.text, /in R\/a\.R:\n```\nline 2: error: object .*\nline 5: warning \(lintr\): unused\n```$/);
    const both = ['R/a.R', 'patients/x.R'].map((name) => ({ uri: uri(name), problems }));
    assert.equal((await fate({ kind: 'problems', files: both })).sent, false);
  });

  it('judges what a terminal shows as printed', async () => {
    assert.deepEqual((({ label, sent }) => [label, sent])(await fate({ kind: 'terminal', text: '1 FICTIF 34\n' })), ['sensitive', false]);
    assert.ok((await fate({ kind: 'terminal', text: '1 FICTIF 34\n' }, localGateway)).sent);
  });

  it('judges each file of a diff as that file, by its former name too, and by a marker that it had', async () => {
    const text = `@@ -1,2 +1,2 @@\n-x <- "${canary}"\n+x <- 2\n y\n`;
    const diff = (...files: { uri: string; formerUri?: string; text: string }[]): Attachment => ({ kind: 'diff', files });
    assert.ok((await fate(diff({ uri: uri('R/a.R'), text }))).sent);
    assert.equal((await fate(diff({ uri: uri('patients/b.R'), text }))).sent, false);
    assert.equal((await fate(diff({ uri: uri('R/new.R'), formerUri: uri('patients/b.R'), text }))).sent, false);
    assert.ok((await fate(diff({ uri: uri('R/new.R'), formerUri: uri('R/a.R'), text }))).sent);
    // A notebook keeps what its code printed.
    for (const changed of [{ uri: uri('R/a.ipynb'), text }, { uri: uri('R/a.R'), formerUri: uri('R/a.IPYNB'), text }]) {
      assert.deepEqual((({ label, sent }) => [label, sent])(await fate(diff(changed))), ['sensitive', false]);
    }
    const unmarked = '@@ -1,2 +1 @@\n-# vigie: sensitive\n x <- 1\n';
    assert.deepEqual((({ label, sent }) => [label, sent])(await fate(diff({ uri: uri('R/a.R'), text: unmarked }))), ['sensitive', false]);
  });

  it('lets the files of a diff stay behind that may not go, as long as one may', async () => {
    const [a, b, c] = ['R/a.R', 'patients/b.R', 'vault/c.R'].map((name) => ({ uri: uri(name), text: '@@ -1 +1 @@\n-x\n+y\n' }));
    const stay = async (files: readonly (typeof a)[], destination = mistral) => {
      const read = await setUp(destination).reader.read({ kind: 'diff', files: files.map((each) => each!) });
      assert.ok(typeof read !== 'string');
      return read.map((each) => ('staysBehind' in each ? each.staysBehind : undefined));
    };
    assert.deepEqual(await stay([a, b, c]), [undefined, 'patients/b.R', 'vault/c.R']);
    assert.deepEqual(await stay([a, b, c], localGateway), [undefined, undefined, 'vault/c.R']);
    assert.deepEqual(await stay([b, c]), [undefined, undefined]);
    assert.deepEqual(await stay([b]), [undefined]);
    assert.ok((await fate({ kind: 'diff', files: [a!, b!] })).sent);
    assert.equal((await fate({ kind: 'diff', files: [b!, c!] })).sent, false);
  });
});
