import assert from 'node:assert/strict';
import { until, useGateway, vigie } from './editor.ts';
import { ScriptedGateway } from './gateway.ts';

describe('API keys', () => {
  const gateway = new ScriptedGateway();
  const other = new ScriptedGateway();
  let address: string;
  let otherAddress: string;

  before(async () => {
    address = await gateway.start();
    otherAddress = await other.start();
    await useGateway(address);
  });

  after(async () => {
    const { keys } = await vigie();
    await keys.remove(new URL(address).origin);
    await gateway.stop();
    await other.stop();
  });

  /** Asks a question and returns the key that went along with it. */
  async function sent(to: ScriptedGateway): Promise<string | undefined> {
    const { conversation } = await vigie();
    to.answer = ['Yes.'];
    to.received.length = 0;
    const result = await conversation.send({ shown: 'Q', text: 'Question', attached: [] });
    assert.equal(result.outcome, 'answered');
    return to.received.find(({ path }) => path === '/v1/chat/completions')?.authorization;
  }

  it('go along once they are set, to their own address only, and not after they are removed', async () => {
    const { keys } = await vigie();
    const { origin } = new URL(address);
    assert.equal(await sent(gateway), undefined);

    await keys.store(origin, 'key-of-the-test');
    await until('the key is used', async () => (await sent(gateway)) === 'Bearer key-of-the-test');
    assert.deepEqual(await keys.current(), { [origin]: 'key-of-the-test' });

    await useGateway(otherAddress);
    assert.equal(await sent(other), undefined);
    assert.deepEqual(await keys.current(), {});

    await useGateway(address);
    await until('the key is used again', async () => (await sent(gateway)) === 'Bearer key-of-the-test');

    await keys.remove(origin);
    await until('the key is gone', async () => (await sent(gateway)) === undefined);
  });
});
