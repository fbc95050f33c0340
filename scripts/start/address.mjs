import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cache } from '../folders.mjs';
import { t } from '../terminal.mjs';

/** The port and the token of the last start: a browser keeps keys and layout by the address. */
const addressFile = join(cache, 'editor', 'address.json');

/**
 * @param {number} wanted The port that the person asked for.
 * @throws where it is taken.
 */
export async function checkPort(wanted) {
  if ((await freePort(wanted)) !== wanted)
    throw new Error(t('Port {0} is taken. Choose another, or leave --port out.', wanted));
}

/**
 * The address under which the editor was last, or a new one where its port is taken.
 * @param {number} [wanted] The port that the person asked for.
 * @returns {Promise<{ port: number, token: string }>}
 * @throws where the wanted port is taken.
 */
export async function editorAddress(wanted) {
  if (wanted !== undefined) await checkPort(wanted);
  const last = existsSync(addressFile) ? JSON.parse(readFileSync(addressFile, 'utf8')) : {};
  const token = last.token ?? randomBytes(16).toString('hex');
  const port = wanted ?? (await freePort(last.port ?? 0));
  mkdirSync(join(addressFile, '..'), { recursive: true });
  writeFileSync(addressFile, JSON.stringify({ port, token }), { mode: 0o600 });
  return { port, token };
}

/** @returns {Promise<number>} the port, or any other that is free where this one is taken. */
function freePort(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (port === 0 ? reject(error) : resolve(freePort(0))));
    server.listen(port, '127.0.0.1', () => {
      const { port: free } = server.address();
      server.close(() => resolve(free));
    });
  });
}
