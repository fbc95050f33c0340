import assert from 'node:assert/strict';
import { linkRequest } from '../../src/protocol/messages.ts';
import type { LinkParams, LinkResult } from '../../src/protocol/link.ts';
import { usualLimits } from '../../src/server/net/limits.ts';
import { freshFolder } from '../support/folder.ts';
import type { LspClient } from '../support/lspClient.ts';
import { startWired } from '../support/wiredServer.ts';

describe('a link of an answer that an earlier session brought', () => {
  let client: LspClient;
  afterEach(() => client.stop());
  // Removed once the server has ended, which writes into it.
  const folder = freshFolder();
  beforeEach(async () => {
    client = await startWired(usualLimits, { storagePath: folder.path }, 'en');
  });
  const ask = (params: LinkParams) => client.connection.sendRequest<LinkResult>(linkRequest, params);

  it('is not opened where the answer may hold what was redacted, which nobody knows any more', async () => {
    const url = 'https://example.org/?p=Gr1ppe2026%21';
    for (const redactedBy of [['those of before'], ['']]) {
      const { mayOpen, message } = await ask({ url, conversation: 'kept', redactedBy });
      assert.equal(mayOpen, false);
      assert.match(message ?? '', /restarted since something was redacted/);
    }
    assert.deepEqual(await ask({ url, conversation: 'kept', redactedBy: [] }), { mayOpen: true });
  });
});
