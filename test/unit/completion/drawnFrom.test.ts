import assert from 'node:assert/strict';
import { GhostText } from '../../../src/server/completion/engine.ts';
import type { CompletionDraft, Part } from '../../../src/server/policy/request.ts';
import { snapshotOf } from '../../support/cursor.ts';
import { HandClock } from './handClock.ts';

describe('ghost text that draws on other places', () => {
  const snapshot = snapshotOf('x <- ║');
  const other = 'file:///surveillance/R/functions.R';
  const from = (uri: string): Part => ({ text: 'R/a.R\nf <- 1', origin: { kind: 'document', uri }, purpose: 'context' });

  it('is forgotten when another document that it drew on changes, not with each key in its own', async () => {
    const drafts: CompletionDraft[] = [];
    const engine = new GhostText({
      ask: async function* (draft) {
        drafts.push(draft);
        yield await Promise.resolve('mean(n)');
        return 'stop';
      },
      onError: (error) => {
        throw error;
      },
      clock: new HandClock(),
      mayGoAhead: () => false,
      context: { at: () => [from(snapshot.uri), from(other)], prepare: () => undefined },
    });
    const asked = async (marked: string): Promise<number> => {
      assert.ok((await engine.suggest(snapshotOf(marked), new AbortController().signal)) !== undefined);
      return drafts.length;
    };
    assert.equal(await asked('x <- ║'), 1);
    engine.changed(snapshot.uri);
    assert.equal(await asked('x <- m║'), 1);
    engine.changed(other);
    assert.equal(await asked('x <- me║'), 2);
    engine.forget();
  });
});
