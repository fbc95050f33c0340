import assert from 'node:assert/strict';
import { join } from 'node:path';
import { BackendError } from '../../../src/server/backends/backend.ts';
import { Door } from '../../../src/server/net/door.ts';
import { KeyRing } from '../../../src/server/net/keys.ts';
import { open, stillHolds } from '../../../src/server/policy/gate.ts';
import type { Part } from '../../../src/server/policy/request.ts';
import { freshFolder } from '../../support/folder.ts';
import { chatOf, documentAt, localGateway, mistral, part, policyOver } from '../../support/policy.ts';

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
    const hidden = first.redacted.get(asked);
    assert.equal(hidden?.redacted, 'secret');

    const answer: Part = {
      text: 'Gr1ppe2026! is too short.',
      origin: { kind: 'answer', sources: [script()] },
      purpose: 'context',
      label: 'internal',
      ...hidden,
    };
    const next = { ...chatOf(answer, part('and now?')), conversation: 'a' };
    const known = await gate.judge(next, mistral);
    assert.equal(known.kind, 'send');
    assert.match(open(known.cleared, mistral).messages[0]?.content ?? '', /^«SECRET-1» is too short/);

    const { gate: restarted } = policyOver(folder.path);
    // What is asked first may go without the turns of before, as where a question is asked anew, or only shown.
    await restarted.preview({ ...chatOf(part('shown')), conversation: 'a' }, mistral);
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

  it('knows what was redacted in it since a restart, and nothing of before', async () => {
    const { gate } = policyOver(folder.path);
    assert.equal(gate.knowsRedactions('a', []), true);
    const asked = part('password <- "Gr1ppe2026!"');
    const verdict = await gate.judge({ ...chatOf(asked), conversation: 'a' }, mistral);
    assert.equal(verdict.kind, 'send');
    const { redactedBy = '' } = verdict.redacted.get(asked) ?? {};
    assert.equal(gate.knowsRedactions('a', [redactedBy]), true);
    assert.equal(gate.knowsRedactions('b', [redactedBy]), false);
    assert.equal(gate.knowsRedactions('a', [redactedBy, 'before']), false);
    const before: Part = { text: 'Hm.', origin: { kind: 'answer', sources: [] }, purpose: 'context', label: 'internal', redacted: 'sensitive' };
    const drawn = await gate.judge({ ...chatOf(before, part('and now?')), conversation: 'a' }, localGateway);
    assert.equal(drawn.kind, 'send');
    assert.deepEqual(drawn.redacted.get(before), { redacted: 'sensitive' }, 'it stays unknown');
  });

  it('redacts for one place what another was allowed to receive, where a later turn repeats it by itself', async () => {
    const announced = 'd <- subset(er_prs_f, BEN_NIR_PSA == "k9F3aZ7qLm2XpR8vT1b")';
    const question = part('Why does k9F3aZ7qLm2XpR8vT1b come twice?');
    const { gate } = policyOver(folder.path);
    const first = await gate.judge({ ...chatOf(part(announced, script())), conversation: 'a' }, localGateway);
    assert.equal(first.kind, 'send');
    assert.deepEqual(first.placeholders, [], 'it goes there as it is');
    const second = await gate.judge({ ...chatOf(question), conversation: 'a' }, localGateway);
    assert.equal(second.kind, 'send');
    const hidden = second.redacted.get(question);
    assert.equal(hidden?.redacted, 'sensitive');

    const turned = { ...chatOf({ ...question, purpose: 'context', ...hidden }, part('And in general?')), conversation: 'a' };
    const third = await gate.judge(turned, mistral);
    assert.equal(third.kind, 'send');
    assert.match(open(third.cleared, mistral).messages[0]?.content ?? '', /^Why does «PSEUDONYM-1» come twice/);
    const { gate: restarted } = policyOver(folder.path);
    const forgotten = await restarted.judge(turned, mistral);
    assert.equal(forgotten.kind, 'send');
    assert.equal(forgotten.withheld, 1);
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
      assert.match(error.message, /rules may have changed/);
      return error.fault === 'rulesChanged';
    });
    await door.close();
  });
});
