import { readFile } from 'node:fs/promises';
import * as tls from 'node:tls';
import { Worker } from 'node:worker_threads';
import { certificatesIn } from './pem.ts';

/** Where Linux distributions and BSDs keep what they trust: the list of Go's crypto/x509 (`root_linux.go`, `root_bsd.go`). */
const bundleFiles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
];

/** What a worker runs: reading the keychain of macOS may take seconds, which nothing else must wait for. */
const askNode = `require('node:worker_threads').parentPort.postMessage(require('node:tls').getCACertificates('system'))`;

/**
 * The certificates of the authorities that this machine trusts, as PEM. On Linux they are read from the distribution's
 * file (or `SSL_CERT_FILE`); on Windows and macOS Node.js is asked, which can tell from version 22.15 on.
 * @returns an empty list where they cannot be had.
 */
export async function systemCertificates(platform = process.platform, env = process.env): Promise<readonly string[]> {
  if (platform === 'win32' || platform === 'darwin') return 'getCACertificates' in tls ? fromNode() : [];
  const named = env['SSL_CERT_FILE'] ?? '';
  for (const file of named === '' ? bundleFiles : [named, ...bundleFiles]) {
    const found = certificatesIn(await readFile(file, 'utf8').catch(() => ''));
    if (found.length > 0) return found;
  }
  return [];
}

function fromNode(): Promise<readonly string[]> {
  return new Promise((resolve) => {
    const worker = new Worker(askNode, { eval: true });
    worker.unref();
    worker.once('message', resolve);
    worker.once('error', () => {
      resolve([]);
    });
    worker.once('exit', () => {
      resolve([]);
    });
  });
}
