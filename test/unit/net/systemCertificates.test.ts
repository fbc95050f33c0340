import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tls from 'node:tls';
import { systemCertificates } from '../../../src/server/net/systemCertificates.ts';
import { certificate } from '../../contract/support/selfSigned.ts';

describe('the certificates of this machine', () => {
  it('are those of the file that the environment names', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vigie-certificates-'));
    const file = join(folder, 'bundle.pem');
    await writeFile(file, `# the only one\n${certificate}\n`);
    assert.deepEqual(await systemCertificates('linux', { SSL_CERT_FILE: file }), [certificate.trim()]);
    await rm(folder, { recursive: true });
  });

  it('are asked of Node.js on Windows and macOS, where it knows them', async () => {
    const found = await systemCertificates('win32', {});
    if (!('getCACertificates' in tls)) assert.deepEqual(found, []);
    for (const each of found) assert.match(each, /^-----BEGIN CERTIFICATE-----/);
  });
});
