import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyAudit } from '../../../src/cli/audit.ts';
import { storageFolders } from '../../../src/cli/storageFolders.ts';
import { auditReportSchema } from '../../../src/protocol/audit.ts';
import { freshFolder } from '../../support/folder.ts';
import { auditLogs, logNames, trace } from '../policy/audit/support.ts';

describe('audit verify', () => {
  const folder = freshFolder();
  const auditLog = auditLogs();
  beforeEach(async () => {
    const log = auditLog(join(folder.path, 'storage'));
    for (let i = 0; i < 3; i += 1) await log.keep(trace);
  });

  async function run(given?: string, { json = false, places = [] as string[] } = {}) {
    const said = { out: '', err: '' };
    const writer = (name: 'out' | 'err') => ({ write: (text: string) => (said[name] += text) });
    const code = await verifyAudit(given, places, { json }, { cwd: folder.path, out: writer('out'), err: writer('err') });
    return { code, ...said };
  }

  it('exits 0 for a whole log, and says what that does not prove', async () => {
    const { code, out } = await run('storage');
    assert.equal(code, 0);
    assert.match(out, /The audit log is whole/);
    assert.match(out, /What this does not prove/);
  });

  it('exits 1 for a changed log, and says where', async () => {
    const [name = ''] = logNames(join(folder.path, 'storage'));
    const path = join(folder.path, 'storage/audit', name);
    await writeFile(path, (await readFile(path, 'utf8')).replace('"withheld":0', '"withheld":1'));
    const { code, out } = await run('storage');
    assert.equal(code, 1);
    assert.ok(out.includes(`${name}:2: changed`), out);
  });

  it('prints JSON: an array with the report of each folder', async () => {
    const { code, out } = await run('storage', { json: true });
    const [report, ...more] = (JSON.parse(out) as unknown[]).map((each) => auditReportSchema.parse(each));
    assert.deepEqual([code, more, report?.ok, report?.lines], [0, [], true, 4]);
  });

  it('looks where editors keep it where no folder is named', async () => {
    const places = [join(folder.path, 'elsewhere'), join(folder.path, 'storage')];
    assert.equal((await run(undefined, { places })).code, 0);
    await rm(join(folder.path, 'storage'), { recursive: true });
    assert.deepEqual(await run(undefined, { places }), {
      code: 2,
      out: '',
      err: 'No audit log was found where editors keep it. Name the folder that has the file audit.key.\n',
    });
  });

  it('exits 2 for a folder without a log', async () => {
    const { code, err } = await run('gone');
    assert.equal(code, 2);
    assert.match(err, /no audit log in gone/);
  });
});

describe('storageFolders', () => {
  const of = (platform: NodeJS.Platform, home: string, env = {}) => storageFolders({ platform, home, env });

  it('knows the places of editors on Linux', () => {
    const folders = of('linux', '/home/a');
    for (const folder of [
      '/home/a/.config/Code/User/globalStorage/vigie.vigie',
      '/home/a/.config/VSCodium/User/globalStorage/vigie.vigie',
      '/home/a/.config/Positron/User/globalStorage/vigie.vigie',
      '/home/a/.vscode-server/data/User/globalStorage/vigie.vigie',
      '/home/a/.local/share/code-server/User/globalStorage/vigie.vigie',
      '/home/a/.openvscode-server/data/User/globalStorage/vigie.vigie',
    ]) {
      assert.ok(folders.includes(folder), folder);
    }
    assert.ok(of('linux', '/home/a', { XDG_CONFIG_HOME: '/c' }).includes('/c/Code/User/globalStorage/vigie.vigie'));
  });

  it('knows them on Windows and macOS, and a portable installation', () => {
    assert.ok(of('darwin', '/Users/a').includes('/Users/a/Library/Application Support/Code/User/globalStorage/vigie.vigie'));
    const windows = of('win32', 'C:\\Users\\a', { APPDATA: 'D:\\r', VSCODE_PORTABLE: 'E:\\p' });
    assert.ok(windows.includes('D:\\r\\Positron\\User\\globalStorage\\vigie.vigie'));
    assert.equal(windows[0], 'E:\\p\\user-data\\User\\globalStorage\\vigie.vigie');
  });
});
