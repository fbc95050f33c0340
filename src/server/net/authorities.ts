import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { rootCertificates } from 'node:tls';
import * as l10n from '@vscode/l10n';
import { BackendError } from '../backends/backend.ts';
import { errorCode } from '../policy/errorCode.ts';
import { certificatesIn } from './pem.ts';
import { systemCertificates } from './systemCertificates.ts';

let system: Promise<readonly string[]> | undefined;

/**
 * Every authority that is trusted, as PEM: those that come with Node.js (Mozilla's), this machine's, those in
 * `NODE_EXTRA_CA_CERTS` and those in the file of `vigie.caBundle`. This machine's are read once.
 * @param bundle the path of the person's own file; empty for none.
 * @param extra the path in `NODE_EXTRA_CA_CERTS`; empty for none. One that cannot be read adds nothing, as in Node.js.
 * @throws BackendError where the person's own file cannot be read or holds something that is no certificate: they would
 * believe that it counts.
 */
export async function authorities(bundle: string, extra: string): Promise<string[]> {
  system ??= systemCertificates();
  const own = bundle === '' ? [] : await bundled(bundle);
  const added = extra === '' ? [] : certificatesIn(await readFile(extra, 'utf8').catch(() => '')).filter(isCertificate);
  return distinct([...rootCertificates, ...(await system), ...added, ...own]);
}

/** Without those that are there twice, however their lines are broken: each costs time in every new context. */
function distinct(certificates: readonly string[]): string[] {
  return [...new Map(certificates.map((pem) => [pem.replace(/\s+/g, ''), pem])).values()];
}

async function bundled(file: string): Promise<string[]> {
  if (!isAbsolute(file)) throw unusable(file, l10n.t('it is not a full path'));
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw unusable(file, errorCode(error) ?? String(error));
  }
  const found = certificatesIn(text);
  if (found.length === 0) throw unusable(file, l10n.t('there is no certificate in PEM form in it'));
  const broken = found.findIndex((each) => !isCertificate(each));
  if (broken !== -1) throw unusable(file, l10n.t('its certificate number {0} is damaged', broken + 1));
  return found;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch {
    return false;
  }
}

function unusable(file: string, why: string): BackendError {
  return new BackendError(
    'tls',
    l10n.t(
      'The certificates in the setting “vigie.caBundle” cannot be used, so nothing was sent: {0} ({1}). Correct the setting or the file, or empty the setting.',
      file,
      why,
    ),
    'openSettings',
  );
}
