import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import * as l10n from '@vscode/l10n';
import { BackendError } from '../backends/backend.ts';
import { errorCode } from '../policy/errorCode.ts';
import { certificatesIn } from './pem.ts';

/** Where the certificate that this client shows lies. */
export interface IdentityFiles {
  /** PEM, or PKCS #12 (`.p12`, `.pfx`) with its key. */
  readonly certificate: string;
  /** PEM; empty where the key lies in the same file. */
  readonly key: string;
  readonly passphrase: string | undefined;
}

/**
 * Reads the certificate and key that a gateway asks for.
 * @throws BackendError where they cannot be read, do not belong together or need another passphrase; the key and the
 * passphrase are not in its message.
 */
export async function clientIdentity(files: IdentityFiles): Promise<SecureContextOptions> {
  const { certificate: file, passphrase } = files;
  const content = await read(file);
  const text = content.toString('latin1');
  if (!text.includes('-----BEGIN')) return fromPkcs12(file, content, passphrase);
  const [own, ...more] = certificatesIn(text);
  if (own === undefined) throw unusable(file, l10n.t('there is no certificate in PEM form in it'));
  const keyFile = files.key === '' ? file : files.key;
  const key = privateKeyIn(keyFile, files.key === '' ? text : (await read(keyFile)).toString('latin1'), passphrase);
  if (!belongs(file, own, key)) throw unusable(keyFile, l10n.t('the key is not that of the certificate'));
  return { cert: [own, ...more].join('\n'), key: key.export({ type: 'pkcs8', format: 'pem' }) };
}

async function read(file: string): Promise<Buffer> {
  if (!isAbsolute(file)) throw unusable(file, l10n.t('it is not a full path'));
  try {
    return await readFile(file);
  } catch (error) {
    throw unusable(file, errorCode(error) ?? String(error));
  }
}

function privateKeyIn(file: string, text: string, passphrase: string | undefined): KeyObject {
  const key = /-----BEGIN ([A-Z ]*)PRIVATE KEY-----[\s\S]*?-----END \1PRIVATE KEY-----/.exec(text)?.[0];
  if (key === undefined) throw unusable(file, l10n.t('there is no private key in PEM form in it'));
  const isEncrypted = /BEGIN ENCRYPTED|^Proc-Type:.*ENCRYPTED/m.test(key);
  if (isEncrypted && passphrase === undefined) throw needsPassphrase(file);
  try {
    return createPrivateKey({ key, ...(passphrase !== undefined && { passphrase }) });
  } catch {
    throw isEncrypted ? wrongPassphrase(file) : unusable(file, l10n.t('its key is damaged'));
  }
}

function belongs(file: string, certificate: string, key: KeyObject): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(key);
  } catch {
    throw unusable(file, l10n.t('its certificate number {0} is damaged', 1));
  }
}

function fromPkcs12(file: string, pfx: Buffer, passphrase: string | undefined): SecureContextOptions {
  const options = { pfx, ...(passphrase !== undefined && { passphrase }) };
  try {
    createSecureContext(options);
    return options;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    // The words of OpenSSL, and of BoringSSL, which VS Code's Node.js is built with.
    if (/mac verify|incorrect.password/i.test(why)) throw passphrase === undefined ? needsPassphrase(file) : wrongPassphrase(file);
    if (/unsupported|unknown.(cipher|algorithm|digest)/i.test(why)) {
      throw unusable(file, l10n.t('it is encrypted in an old way; export it anew with AES, or as PEM'));
    }
    throw unusable(file, l10n.t('it is neither PEM nor PKCS #12'));
  }
}

function needsPassphrase(file: string): BackendError {
  return new BackendError(
    'tls',
    l10n.t(
      'The key of the client certificate is locked, so nothing was sent: {0}. Set its passphrase with the command “Vigie: Set Client Certificate Passphrase”.',
      file,
    ),
  );
}

function wrongPassphrase(file: string): BackendError {
  return new BackendError(
    'tls',
    l10n.t(
      'The passphrase does not open the key of the client certificate, so nothing was sent: {0}. Set the right one with the command “Vigie: Set Client Certificate Passphrase”.',
      file,
    ),
  );
}

function unusable(file: string, why: string): BackendError {
  return new BackendError(
    'tls',
    l10n.t(
      'The client certificate cannot be used, so nothing was sent: {0} ({1}). Correct the settings “vigie.clientCertificate” and “vigie.clientKey”, or the files.',
      file,
      why,
    ),
    'openSettings',
  );
}
