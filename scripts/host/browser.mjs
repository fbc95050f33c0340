import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cache } from '../folders.mjs';
import { temporaryFolder } from '../temporary.mjs';
import { step, t } from '../terminal.mjs';
import { hostPackage } from './folders.mjs';

const require = createRequire(join(hostPackage, 'package.json'));

/** Where Debian's package and its kin put Chromium. */
const systemChromium = '/usr/bin/chromium';

/** No sandbox: it needs rights that containers do not give, and the browser opens 127.0.0.1 only. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts a Chromium that needs no display: the machine's own, or the one from npm, which is unpacked once.
 * @param {{ headless?: boolean }} [options] A window can be had from the machine's own Chromium only.
 * @returns {Promise<import('./playwright.d.ts').Browser>} its `close` removes its temporary folder.
 */
export async function launchBrowser({ headless = true } = {}) {
  const { chromium } = require('playwright-core');
  const { executablePath, env } = existsSync(systemChromium)
    ? { executablePath: systemChromium, env: {} }
    : await unpackedChromium();
  const temporary = temporaryFolder();
  const browser = await chromium.launch({
    executablePath,
    headless,
    args: flags,
    env: { ...process.env, ...env, TMPDIR: temporary.path },
  });
  browser.once('disconnected', temporary.remove);
  return browser;
}

/** Unpacks the Chromium of `@sparticuz/chromium`, whose own loader asks for a later Node.js and puts it into /tmp. */
async function unpackedChromium() {
  const carrier = join(hostPackage, 'node_modules', '@sparticuz', 'chromium');
  const { version } = JSON.parse(readFileSync(join(carrier, 'package.json'), 'utf8'));
  const folder = join(cache, `chromium-${version}`);
  if (!existsSync(folder)) await step(t('Unpacking the browser'), () => unpack(join(carrier, 'bin'), folder));
  const executablePath = join(folder, 'chromium');
  return {
    executablePath,
    env: {
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      ...(missesLibraries(executablePath) && { LD_LIBRARY_PATH: join(folder, 'lib') }),
    },
  };
}

async function unpack(archives, folder) {
  const { extract } = require('tar-fs');
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(`${folder}.`);
  const from = (name) => [createReadStream(join(archives, name)), createBrotliDecompress()];
  try {
    await Promise.all([
      pipeline(...from('chromium.br'), createWriteStream(join(unfinished, 'chromium'), { mode: 0o755 })),
      pipeline(...from('fonts.tar.br'), extract(unfinished)),
      pipeline(...from('al2023.tar.br'), extract(unfinished)),
    ]);
    writeFileSync(
      join(unfinished, 'fonts.conf'),
      `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`,
    );
    if (existsSync(folder)) return;
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** Whether the machine lacks a library that the browser needs (small systems often have no NSS). */
function missesLibraries(executable) {
  try {
    return execFileSync('ldd', [executable], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true;
  }
}
