import assert from 'node:assert/strict';
import { ScriptedModel } from '../support/scriptedModel.ts';
import { until } from '../support/until.ts';
import { useGateway, vigie } from './editor.ts';

describe('API keys', () => {
  let gateway: ScriptedModel;
  let other: ScriptedModel;

  before(async () => {
    gateway = await ScriptedModel.saying({ chat: ['Yes.'] });
    other = await ScriptedModel.saying({ chat: ['Yes.'] });
    await useGateway(gateway.url);
  });

  after(async () => {
    const { keys } = await vigie();
    await keys.remove(gateway.origin);
    await gateway.close();
    await other.close();
  });

  /** Asks a question and returns the key that went along with it. */
  async function sent(to: ScriptedModel): Promise<string | undefined> {
    const { conversation } = await vigie();
    to.received.length = 0;
    const result = await conversation.send({ shown: 'Q', text: 'Question', attached: [] });
    assert.equal(result.outcome, 'answered');
    return to.to('/v1/chat/completions')[0]?.headers.authorization;
  }

  it('go along once they are set, to their own address only, and not after they are removed', async () => {
    const { keys } = await vigie();
    const { origin } = gateway;
    assert.equal(await sent(gateway), undefined);

    await keys.store(origin, 'key-of-the-test');
    await until('the key is used', async () => (await sent(gateway)) === 'Bearer key-of-the-test');
    assert.deepEqual(await keys.current(), { [origin]: 'key-of-the-test' });

    await useGateway(other.url);
    assert.equal(await sent(other), undefined);
    assert.deepEqual(await keys.current(), {});

    await useGateway(gateway.url);
    await until('the key is used again', async () => (await sent(gateway)) === 'Bearer key-of-the-test');

    await keys.remove(origin);
    await until('the key is gone', async () => (await sent(gateway)) === undefined);
  });
});
