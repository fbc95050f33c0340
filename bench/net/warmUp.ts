import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Door } from '../../src/server/net/door.ts';
import { plainNetwork } from '../../src/server/net/connections.ts';
import { KeyRing } from '../../src/server/net/keys.ts';
import { keepAliveMilliseconds, usualLimits } from '../../src/server/net/limits.ts';
import type { Destination } from '../../src/server/policy/destination.ts';
import { Authority } from '../../test/contract/support/certificates.ts';
import { listen } from '../../test/support/listen.ts';

/*
 * What a connection opened ahead is worth: milliseconds from a request to its answer over TLS, to a server that
 * answers at once behind a line with the given round trip. `npx tsx bench/net/warmUp.ts`
 */

const roundTrips = [2, 20, 60];
const samples = 5;
/** How long after the key the request comes: what VS Code waits after a key before it asks, about; a slow editor. */
const after = [50, 200];

/** A line to a port with half a round trip each way; opening a connection takes a whole one, as TCP's handshake does. */
function line(port: number, roundTrip: number): Server {
  return createServer((near) => {
    const far: Socket = connect(port, '127.0.0.1');
    const opened = delay(roundTrip);
    const carry = (from: Socket, to: Socket) => {
      from.on('data', (chunk) => void opened.then(() => delay(roundTrip / 2)).then(() => to.write(chunk)));
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    };
    carry(near, far);
    carry(far, near);
  });
}

async function measure(door: Door, destination: Destination): Promise<number> {
  const began = performance.now();
  await (await door.get(destination, '/', { use: 'list', signal: new AbortController().signal })).text();
  return performance.now() - began;
}

function median(values: number[]): string {
  return (values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN).toFixed(1);
}

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-warm-'));
  const authority = new Authority('Vigie Bench Authority');
  const caBundle = join(folder, 'authority.pem');
  await writeFile(caBundle, authority.pem);
  const server = createTlsServer(authority.issue({ names: ['localhost'] }), (_, response) => response.end('well'));
  const port = await listen(server);
  console.log(`round trip | after a pause | ${after.map((ms) => `opened ${ms} ms ahead`).join(' | ')} | kept | first ever (ms)`);
  for (const roundTrip of roundTrips) {
    const between = line(port, roundTrip);
    const origin = `https://localhost:${await listen(between)}`;
    const destination: Destination = { backend: 'gateway', origin, clearance: 'sensitive', onThisMachine: true };
    const door = new Door({ keys: new KeyRing(), limits: usualLimits });
    door.use({ ...plainNetwork, security: { ...plainNetwork.security, caBundle } });
    const first = await measure(door, destination);
    const [cold, kept, warm]: [number[], number[], number[][]] = [[], [], after.map(() => [])];
    for (let i = 0; i < samples; i++) {
      await delay(keepAliveMilliseconds + 500);
      cold.push(await measure(door, destination));
      await delay(10);
      kept.push(await measure(door, destination));
      for (const [index, milliseconds] of after.entries()) {
        await delay(keepAliveMilliseconds + 500);
        void door.warm(destination);
        await delay(milliseconds);
        warm[index]?.push(await measure(door, destination));
      }
    }
    console.log([roundTrip, median(cold), ...warm.map(median), median(kept), first.toFixed(1)].join(' | '));
    await door.close();
    between.close();
  }
  server.close();
  await rm(folder, { recursive: true });
}

void main().then(() => process.exit(0));
