import assert from 'node:assert/strict';
import { join } from 'node:path';
import { BackendError } from '../../../src/server/backends/backend.ts';
import { Door } from '../../../src/server/net/door.ts';
import { KeyRing } from '../../../src/server/net/keys.ts';
import { open, stillHolds } from '../../../src/server/policy/gate.ts';
import type { Part } from '../../../src/server/policy/request.ts';
import { freshFolder } from '../../support/folder.ts';
import { chatOf, documentAt, mistral, part, policyOver } from '../../support/policy.ts';

describe('a conversation before the gate', () => {
  const folder = freshFolder();
  beforeEach(() => {
    folder.write({ 'R/a.R': 'x' });
  });
  const script = () => documentAt(join(folder.path, 'R/a.R'));

  it('keeps a redacted turn back once its placeholders are forgotten', async () => {
    const { gate } = policyOver(folder.path);
    const asked = part('password <- "Gr1ppe2026!"', script());
    const first = await gate.judge({ ...chatOf(asked), conversation: 'a' }, mistral);
    assert.equal(first.kind, 'send');
    assert.equal(first.redacted.get(asked), 'secret');

    const answer: Part = {
      text: 'Gr1ppe2026! is too short.',
      origin: { kind: 'answer', sources: [script()] },
      purpose: 'context',
      label: 'internal',
      redacted: 'secret',
    };
    const next = { ...chatOf(answer, part('and now?')), conversation: 'a' };
    const known = await gate.judge(next, mistral);
    assert.equal(known.kind, 'send');
    assert.match(open(known.cleared, mistral).messages[0]?.content ?? '', /^«SECRET-1» is too short/);

    const { gate: restarted } = policyOver(folder.path);
    for (const turn of ['first', 'second']) {
      const verdict = await restarted.judge(next, mistral);
      assert.equal(verdict.kind, 'send', turn);
      assert.equal(verdict.withheld, 1, turn);
      assert.doesNotMatch(open(verdict.cleared, mistral).messages[0]?.content ?? '', /Gr1ppe/, turn);
    }
  });

  it('opens no link that holds what was redacted in it, or what would be now', async () => {
    const { gate } = policyOver(folder.path);
    await gate.judge({ ...chatOf(part('password <- "Gr1ppe2026!"')), conversation: 'a' }, mistral);
    assert.equal(await gate.mayOpen('https://e.example/?p=Gr1ppe2026%21', 'a'), false);
    assert.equal(await gate.mayOpen('https://e.example/?p=Gr1ppe2026%21', 'b'), true, 'it means nothing there');
    assert.equal(await gate.mayOpen('https://e.example/?n=273019980252821', undefined), false);
    assert.equal(await gate.mayOpen('https://e.example/tidyverse', 'a'), true);
  });

  it('knows all that was redacted in it, unless it began before a restart', async () => {
    const { gate } = policyOver(folder.path);
    assert.equal(gate.knowsRedactions('a'), false);
    await gate.judge({ ...chatOf(part('password <- "Gr1ppe2026!"')), conversation: 'a' }, mistral);
    assert.equal(gate.knowsRedactions('a'), true);
    const before: Part = { text: 'Hm.', origin: { kind: 'answer', sources: [] }, purpose: 'context', label: 'internal', redacted: 'secret' };
    await gate.judge({ ...chatOf(before, part('and now?')), conversation: 'b' }, mistral);
    assert.equal(gate.knowsRedactions('b'), false);
  });

  it('sends nothing by rules that are no longer those that it was judged by', async () => {
    const { gate } = policyOver(folder.path);
    const verdict = await gate.judge(chatOf(part('x', script())), mistral);
    assert.equal(verdict.kind, 'send');
    assert.equal(await stillHolds(verdict.cleared), true);
    folder.write({ '.vigie.json': '{"files":[{"paths":["R/**"],"label":"secret","reason":"Keys"}]}' });
    assert.equal(await stillHolds(verdict.cleared), false);
    const door = new Door({ keys: new KeyRing() });
    const passage = { use: 'completion', signal: new AbortController().signal } as const;
    await assert.rejects(door.post(verdict.cleared, mistral, '/v1/chat/completions', '{}', passage), (error) => {
      assert.ok(error instanceof BackendError);
      assert.match(error.message, /rules have changed/);
      return error.fault === 'rulesChanged';
    });
    await door.close();
  });
});
