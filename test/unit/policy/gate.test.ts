import assert from 'node:assert/strict';
import { join } from 'node:path';
import { settingsSchema } from '../../../src/protocol/settings.ts';
import { ownWords } from '../../../src/server/chat/prompts.ts';
import { destinationOf } from '../../../src/server/policy/destination.ts';
import { open, type Verdict } from '../../../src/server/policy/gate.ts';
import { nirKey } from '../../../src/server/policy/detectors/nir.ts';
import type { ChatDraft, CompletionDraft, Part } from '../../../src/server/policy/request.ts';
import { freshFolder } from '../../support/folder.ts';
import { chatOf, documentAt, localGateway, mistral, part, policyOver } from '../../support/policy.ts';

describe('Gate', () => {
  const folder = freshFolder();
  beforeEach(() => {
    folder.write({ 'data/a.csv': 'x', 'R/a.R': 'x' });
  });
  const script = () => documentAt(join(folder.path, 'R/a.R'));
  const data = (name = 'a.csv') => documentAt(join(folder.path, 'data', name));

  const bare: CompletionDraft = { kind: 'completion', context: [], prefix: [], suffix: [], language: 'r', maxTokens: 9, stop: [] };

  function sent<D extends ChatDraft>(verdict: Verdict<D>, destination = mistral): string {
    assert.equal(verdict.kind, 'send');
    return open(verdict.cleared, destination)
      .messages.map(({ role, content }) => `${role}: ${content}`)
      .join('\n');
  }
  function refusal<D extends ChatDraft | CompletionDraft>(verdict: Verdict<D>) {
    assert.equal(verdict.kind, 'refuse');
    return verdict.refusal;
  }

  it('clears what the destination may receive', async () => {
    const { gate } = policyOver(folder.path);
    const verdict = await gate.judge(chatOf(part('code', script()), part('why?')), mistral);
    assert.equal(sent(verdict), 'user: code\n\nwhy?');
  });

  it('refuses what is asked about and is above the clearance, and says why', async () => {
    const { gate } = policyOver(folder.path);
    const { message, cause, findings, label } = refusal(await gate.judge(chatOf(part('rows', data()), part('why?')), mistral));
    assert.match(
      message,
      /^Nothing was sent: data\/a\.csv is labelled sensitive, and Mistral \(api\.mistral\.ai\) may receive internal text at most\.$/,
    );
    assert.equal(message, `Nothing was sent: ${cause}`);
    assert.deepEqual([label, findings.map(({ rule }) => rule)], ['sensitive', ['data-file']]);
    const two = refusal(await gate.judge(chatOf(part('rows', data()), part('rows', data('b.csv'))), mistral));
    assert.match(two.message, /^Nothing was sent: data\/a\.csv, data\/b\.csv are labelled sensitive, and /);
  });

  it('lets the same go to a destination that is cleared for it', async () => {
    const { gate } = policyOver(folder.path);
    assert.equal(sent(await gate.judge(chatOf(part('rows', data())), localGateway), localGateway), 'user: rows');
  });

  it('sees a table whose rows are parts or messages of their own, with answers between them', async () => {
    const { gate } = policyOver(folder.path);
    const rows = ['prenom;ddn;cp', 'Modèle;28/02/1931;99123', 'Exemplaire;27/02/1947;99200', 'Maquette;29/06/2002;99311'];
    const messages = rows.flatMap((row) => [
      { role: 'user' as const, parts: [part(row)] },
      { role: 'assistant' as const, parts: [part('Noted.', { kind: 'answer', sources: [{ kind: 'chat' }] }, 'context')] },
    ]);
    const drafts: ChatDraft[] = [
      chatOf(...rows.map((row) => part(row))),
      { kind: 'chat', maxTokens: 10, messages: rows.map((row) => ({ role: 'user', parts: [part(row)] })) },
      { kind: 'chat', maxTokens: 10, messages },
    ];
    for (const draft of drafts) {
      const { findings } = refusal(await gate.judge(draft, mistral));
      assert.deepEqual(findings.map(({ rule }) => rule), ['person-table']);
    }
    assert.equal(sent(await gate.judge(chatOf(...rows.slice(0, 2).map((row) => part(row))), mistral)), `user: ${rows.slice(0, 2).join('\n\n')}`);
  });

  it('leaves context behind that is above the clearance, and counts it', async () => {
    const { gate } = policyOver(folder.path);
    const draft: ChatDraft = {
      kind: 'chat',
      maxTokens: 10,
      messages: [
        { role: 'user', parts: [part('rows', data(), 'context')] },
        {
          role: 'assistant',
          parts: [part('mean 3', { kind: 'answer', sources: [data()] }, 'context')],
        },
        { role: 'user', parts: [part('and now?')] },
      ],
    };
    const verdict = await gate.judge(draft, mistral);
    assert.equal(sent(verdict), 'user: and now?');
    assert.equal(verdict.kind === 'send' && verdict.withheld, 2);
  });

  it('clears nothing of a secret file for any destination', async () => {
    folder.write({ '.Renviron': 'x' });
    const { gate } = policyOver(folder.path);
    const secret = documentAt(join(folder.path, '.Renviron'));
    for (const destination of [mistral, localGateway]) {
      const { canRedact } = refusal(await gate.judge(chatOf(part('A_NAME=value', secret)), destination));
      assert.equal(canRedact, false);
    }
  });

  it('redacts single values that a destination may not receive', async () => {
    const { gate, audit } = policyOver(folder.path);
    const draft = chatOf(part('password <- "Gr1ppe2026!"\nnir <- "273019980252821"', script()));
    const verdict = await gate.judge(draft, mistral);
    assert.equal(sent(verdict), 'user: password <- "«SECRET-1»"\nnir <- "«NIR-1»"');
    assert.equal(verdict.kind === 'send' && verdict.label, 'internal');
    const local = await gate.judge(draft, localGateway);
    assert.equal(sent(local, localGateway), 'user: password <- "«SECRET-1»"\nnir <- "273019980252821"');
    assert.deepEqual(
      audit.traces.map(({ verdict: kind, redacted, label }) => [kind, redacted, label]),
      [
        ['redact', { nir: 1, credentials: 1 }, 'internal'],
        ['redact', { credentials: 1 }, 'sensitive'],
      ],
    );
  });

  it('gives a value one placeholder in a conversation, and tells no other conversation', async () => {
    const { gate } = policyOver(folder.path);
    const ask = async (text: string, conversation: string) =>
      sent(await gate.judge({ ...chatOf(part(text)), conversation }, mistral));
    const [ada, bea] = ['273019980252821', '285027512345672'];
    assert.equal(nirKey(bea.slice(0, 13)), Number(bea.slice(13)), 'a test of the test’s own number');
    assert.equal(await ask(`who is ${ada}?`, 'a'), 'user: who is «NIR-1»?');
    assert.equal(await ask(`and ${bea}, or ${ada}?`, 'a'), 'user: and «NIR-2», or «NIR-1»?');
    assert.equal(await ask(`who is ${bea}?`, 'b'), 'user: who is «NIR-1»?');
  });

  it('redacts what it has found once wherever the conversation repeats it, though nothing there gives it away', async () => {
    const { gate } = policyOver(folder.path);
    const ask = async (conversation: string, ...parts: Part[]) =>
      sent(await gate.judge({ ...chatOf(...parts), conversation }, localGateway), localGateway);
    const source = part('password <- "Tulip-9341-Meadow"\ncon <- login("ana", "Tulip-9341-Meadow")', script());
    const redacted = 'password <- "«SECRET-1»"\ncon <- login("ana", "«SECRET-1»")';
    assert.equal(await ask('a', source), `user: ${redacted}`);
    const answer = part('You pass Tulip-9341-Meadow twice.', { kind: 'answer', sources: [script()] }, 'context');
    assert.equal(await ask('a', answer, part('Why?')), 'user: You pass «SECRET-1» twice.\n\nWhy?');
    assert.equal(await ask('b', source, answer), `user: ${redacted}\n\nYou pass «SECRET-1» twice.`);
    assert.equal(await ask('c', part('A Tulip-9341-Meadow is a flower.')), 'user: A Tulip-9341-Meadow is a flower.');
  });

  it('does not take what a person was typing for what they have typed', async () => {
    const { gate } = policyOver(folder.path);
    const complete = async (text: string) => {
      const draft: CompletionDraft = { ...bare, conversation: 'a', prefix: [part(text)] };
      const verdict = await gate.judge(draft, mistral);
      assert.equal(verdict.kind, 'send');
      return open(verdict.cleared, mistral).prefix;
    };
    assert.equal(await complete('Tulip <- 1\npassword <- "Tulip-9341"'), 'Tulip <- 1\npassword <- "«SECRET-1»"');
    assert.equal(await complete('x <- "Tulip-9341"\npassword <- "Tulip-9341-Meadow"'), 'x <- "Tulip-9341"\npassword <- "«SECRET-2»"');
  });

  it('gives no placeholder that stands in the text already', async () => {
    const { gate } = policyOver(folder.path);
    const verdict = await gate.judge(chatOf(part('«NIR-1» is not 273019980252821')), mistral);
    assert.equal(sent(verdict), 'user: «NIR-1» is not «NIR-2»');
  });

  it('remembers a text by what could not be redacted, so that it may be redacted for the next destination', async () => {
    const { gate } = policyOver(folder.path);
    const asked = part('nir <- "273019980252821"', script());
    const first = await gate.judge(chatOf(asked), localGateway);
    assert.equal(first.kind === 'send' && first.labels.get(asked), 'internal');
    const earlier: Part = { ...asked, purpose: 'context', label: 'internal' };
    assert.match(sent(await gate.judge(chatOf(earlier, part('and now?')), mistral)), /«NIR-1»/);
  });

  it('shows what it would send, keeps no trace of that, and gives nothing that could be sent', async () => {
    const { gate, audit } = policyOver(folder.path);
    const preview = await gate.preview(
      chatOf(part('rows', data(), 'context'), part('nir <- "273019980252821"', script())),
      mistral,
    );
    assert.equal(preview.kind, 'send');
    assert.deepEqual(preview.request.messages, [{ role: 'user', content: 'nir <- "«NIR-1»"' }]);
    assert.deepEqual([preview.redactions.map(({ rule }) => rule), preview.withheld.map(({ rule }) => rule)], [['nir'], ['data-file']]);
    assert.deepEqual(audit.traces, []);
    assert.throws(() => open(preview.request as never, mistral), /not been through the gate/);
  });

  it('looks at the joined text too: a number cut in two by the cursor is still one', async () => {
    const { gate } = policyOver(folder.path);
    const completion = (suffix: string): CompletionDraft => ({
      ...bare,
      prefix: [part('x <- "2730199', script())],
      suffix: [part(suffix, script())],
    });
    assert.deepEqual(
      refusal(await gate.judge(completion('80252821"'), mistral)).findings.map(({ rule }) => rule),
      ['nir'],
    );
    assert.equal((await gate.judge(completion('80252822"'), mistral)).kind, 'send');
  });

  it('lets no label fall that a text was once sent under', async () => {
    const { gate } = policyOver(folder.path);
    const earlier = { ...part('rows', { kind: 'document', uri: 'untitled:Untitled-1' }, 'context'), label: 'sensitive' } as const;
    const verdict = await gate.judge(chatOf(earlier, part('and now?')), mistral);
    assert.equal(sent(verdict), 'user: and now?');
  });

  it('believes of no text that it is Vigie’s own but of Vigie’s own', async () => {
    const { gate } = policyOver(folder.path);
    const [own = ''] = ownWords;
    assert.equal(sent(await gate.judge(chatOf(part(own, { kind: 'vigie' })), mistral)), `user: ${own}`);
    const { findings } = refusal(await gate.judge(chatOf(part(`${own} `, { kind: 'vigie' })), mistral));
    assert.deepEqual(findings.map(({ rule }) => rule), ['unknown-source']);
  });

  it('tells the label of each part', async () => {
    const { gate } = policyOver(folder.path);
    const parts = [part('rows', data()), part('why?')];
    const verdict = await gate.judge(chatOf(...parts), localGateway);
    assert.equal(verdict.kind, 'send');
    assert.deepEqual(parts.map((each) => verdict.labels.get(each)), ['sensitive', 'internal']);
  });

  it('sends nothing from a workspace that is not trusted', async () => {
    const { gate } = policyOver(folder.path, { trusted: false });
    assert.deepEqual(
      refusal(await gate.judge(chatOf(part('hello')), localGateway)).findings.map(({ rule }) => rule),
      ['untrusted-workspace'],
    );
  });

  it('while a rule file is broken, sends only to this machine', async () => {
    folder.write({ '.vigie.json': '{\n  "files": [ {]\n}' });
    const { gate } = policyOver(folder.path);
    const [finding] = refusal(await gate.judge(chatOf(part('hello')), mistral)).findings;
    assert.deepEqual(
      [finding?.rule, finding?.writtenAt?.name, finding?.writtenAt?.line],
      ['rules-broken', '.vigie.json', 2],
    );
    assert.equal((await gate.judge(chatOf(part('hello')), localGateway)).kind, 'send');
  });

  it('shows of a document what it would decide', async () => {
    const { gate, workspace } = policyOver(folder.path);
    const shown = async (destination = mistral) => {
      const { label, maySend, findings } = await gate.labelOf(script().uri, 'x <- 1', destination);
      return [label, maySend, ...findings.map(({ rule }) => rule)];
    };
    assert.deepEqual(await shown(), ['internal', true]);
    folder.write({ '.vigie.json': '{' });
    assert.deepEqual(await shown(), ['internal', false, 'rules-broken']);
    assert.deepEqual(await shown(localGateway), ['internal', true]);
    workspace.trusted = false;
    assert.deepEqual(await shown(localGateway), ['internal', false, 'untrusted-workspace']);
  });

  it('refuses where it fails itself', async () => {
    const { gate, workspace, audit } = policyOver(folder.path);
    workspace.now = () => Promise.reject(new Error('disk gone'));
    assert.match(refusal(await gate.judge(chatOf(part('hello')), localGateway)).findings[0]?.reason ?? '', /disk gone/);
    assert.deepEqual(
      audit.traces.map(({ verdict }) => verdict),
      ['refuse'],
    );
  });

  it('keeps one trace of each verdict, without content', async () => {
    const { gate, audit } = policyOver(folder.path);
    await gate.judge(chatOf(part('code', script()), part('why?')), mistral);
    await gate.judge(chatOf(part('rows', data())), mistral);
    assert.deepEqual(
      audit.traces.map(({ verdict, label, rules, characters, documents }) => ({
        verdict,
        label,
        rules,
        characters,
        documents,
      })),
      [
        { verdict: 'send', label: 'internal', rules: [], characters: 8, documents: [script().uri] },
        { verdict: 'refuse', label: 'sensitive', rules: ['data-file'], characters: 4, documents: [data().uri] },
      ],
    );
  });

  it('sends nothing off this machine that leaves no trace', async () => {
    const { gate, audit } = policyOver(folder.path);
    audit.failure = new Error('no space left');
    assert.deepEqual(
      refusal(await gate.judge(chatOf(part('hello')), mistral)).findings.map(({ rule }) => rule),
      ['untraceable'],
    );
    assert.equal((await gate.judge(chatOf(part('hello')), localGateway)).kind, 'send');
  });
});

describe('open', () => {
  const folder = freshFolder();

  it('opens nothing that the gate has not made', () => {
    const forged = { kind: 'chat', messages: [], maxTokens: 1 } as never;
    assert.throws(() => open(forged, mistral), /not been through the gate/);
    assert.throws(() => open(undefined as never, mistral), TypeError);
  });

  it('opens nothing for another destination than it was cleared for', async () => {
    const verdict = await policyOver(folder.path).gate.judge(chatOf(part('hello')), localGateway);
    assert.equal(verdict.kind, 'send');
    const elsewhere = destinationOf(settingsSchema.parse({ gateway: { url: 'http://127.0.0.1:9999' } }));
    assert.throws(() => open(verdict.cleared, mistral), /another destination/);
    assert.throws(() => open(verdict.cleared, elsewhere), /another destination/);
    assert.throws(() => open(verdict.cleared, { ...localGateway, clearance: 'public' }), /another destination/);
  });

  it('opens no copy', async () => {
    const verdict = await policyOver(folder.path).gate.judge(chatOf(part('hello')), mistral);
    assert.equal(verdict.kind, 'send');
    assert.throws(() => open(structuredClone(verdict.cleared) as never, mistral), /not been through the gate/);
    assert.throws(() => open(Object.create(verdict.cleared) as never, mistral), /not been through the gate/);
  });
});
