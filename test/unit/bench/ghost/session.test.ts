import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contender } from '../../../../bench/ghost/clients/contender.ts';
import { Session } from '../../../../bench/ghost/driver/session.ts';

describe('a session', () => {
  let temporary: string;
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'session-'));
  });
  afterEach(() => {
    rmSync(temporary, { recursive: true });
  });

  const started = (command: string, args: readonly string[]): Promise<Session> => {
    const contender: Contender = {
      name: 'the mute client',
      launch: () => ({ command, args, initializationOptions: {}, capabilities: {} }),
      ask: () => Promise.resolve(''),
      settling: 0,
    };
    return Session.start(contender, 'http://127.0.0.1:9', temporary, []);
  };

  it('says so where the client ends at once, and does not wait for it', async () => {
    await assert.rejects(started(process.execPath, ['-e', 'process.exit(3)']), /the mute client has ended with 3/);
  });

  it('says so where there is no such program', async () => {
    await assert.rejects(started(join(temporary, 'none'), []), /ENOENT/);
  });
});
