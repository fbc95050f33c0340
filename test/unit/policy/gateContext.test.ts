import assert from 'node:assert/strict';
import { join } from 'node:path';
import { open } from '../../../src/server/policy/gate.ts';
import type { CompletionDraft, Part } from '../../../src/server/policy/request.ts';
import { freshFolder } from '../../support/folder.ts';
import { documentAt, localGateway, mistral, part, policyOver } from '../../support/policy.ts';

describe('Gate over what goes along with ghost text', () => {
  const folder = freshFolder();
  beforeEach(() => {
    folder.write({ 'data/a.csv': 'x', 'R/a.R': 'x' });
  });
  const script = () => documentAt(join(folder.path, 'R/a.R'));
  const data = () => documentAt(join(folder.path, 'data/a.csv'));
  const wish = (...context: Part[]): CompletionDraft => ({ kind: 'completion', context, suffix: [], language: 'r', maxTokens: 9, stop: [], prefix: [part('counts <- ', script())] });
  const along = async (draft: CompletionDraft, destination = mistral) => {
    const verdict = await policyOver(folder.path).gate.judge(draft, destination);
    assert.equal(verdict.kind, 'send');
    return { withheld: verdict.withheld, ...open(verdict.cleared, destination) };
  };

  it('leaves behind what is flagged, with its name, and completes without it', async () => {
    const draft = wish(part('R/a.R\nf <- function() 1', script(), 'context'), part('data/a.csv\nx', data(), 'context'));
    const { context, prefix, withheld } = await along(draft);
    assert.deepEqual(context, [{ name: 'R/a.R', text: 'f <- function() 1' }]);
    assert.deepEqual([prefix, withheld], ['counts <- ', 1]);
    assert.equal((await along(draft, localGateway)).context.length, 2);
  });

  it('looks at the names too', async () => {
    const { context } = await along(wish(part('R/273019980252821.R\nf <- 1', script(), 'context')));
    assert.deepEqual(context, [{ name: 'R/«NIR-1».R', text: 'f <- 1' }]);
  });

  it('leaves behind what is harmless alone and not with the rest', async () => {
    const rows = ['prenom;ddn;cp', 'Modèle;28/02/1931;99123', 'Exemplaire;27/02/1947;99200', 'Maquette;29/06/2002;99311'];
    const [header = '', first = '', ...others] = rows;
    const draft = {
      ...wish(part(`R/a.R\n${header}\n${first}`, script(), 'context')),
      prefix: [part(`${others.join('\n')}\n`, script())],
    };
    const { context, prefix, withheld } = await along(draft);
    assert.deepEqual([context, prefix, withheld], [[], `${others.join('\n')}\n`, 1]);
  });

  it('refuses what is asked about, whatever goes along', async () => {
    const draft = { ...wish(part('R/a.R\nx', script(), 'context')), prefix: [part('x', data())] };
    const verdict = await policyOver(folder.path).gate.judge(draft, mistral);
    assert.equal(verdict.kind, 'refuse');
    assert.deepEqual(verdict.refusal.findings.map(({ place }) => place.name), ['data/a.csv']);
  });

  it('redacts what was redacted in another program also where an answer has brought it, when that program goes along no more', async () => {
    const { gate } = policyOver(folder.path);
    const password = 'Tr0ub4dor-zebra-91';
    const judged = async (draft: CompletionDraft) => {
      const verdict = await gate.judge({ ...draft, conversation: 'ghost text in R/a.R' }, mistral);
      assert.equal(verdict.kind, 'send');
      return open(verdict.cleared, mistral);
    };
    const first = await judged(wish(part(`R/b.R\npassword <- "${password}"`, script(), 'context')));
    assert.equal(first.context[0]?.text, 'password <- "«SECRET-1»"');
    const next = await judged({ ...wish(), prefix: [part(`con <- dbConnect(drv, "epi", "${password}")`, script())] });
    assert.equal(next.prefix, 'con <- dbConnect(drv, "epi", "«SECRET-1»")');
  });
});
