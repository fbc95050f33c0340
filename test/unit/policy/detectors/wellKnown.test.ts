import assert from 'node:assert/strict';
import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { wellKnown } from '../../../../src/server/policy/detectors/credentials/wellKnown.ts';

/** Letters and digits as if drawn by lot; put together here, so that no scanner takes this file for a leak. */
function drawn(count: number, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'): string {
  return Array.from({ length: count }, (_, i) => alphabet[(i * i * 7 + i * 13 + 5) % alphabet.length]).join('');
}

const hex = '0123456789abcdef';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

const key = 'KEY';

/** An object in JSON that ends on the bracket alone, as 1Password's do in base64. */
const base64 = Buffer.from(JSON.stringify({ key: drawn(171) })).toString('base64');

/** One example of what each rule of the preset documents that it finds. */
const documented: Readonly<Record<string, string>> = {
  aws: `AWS_SECRET_ACCESS_KEY = ${drawn(40)}`,
  privatekey: `-----BEGIN RSA PRIVATE ${key}-----\nMII${drawn(400)}\n-----END RSA PRIVATE ${key}-----`,
  npm: `npm_${drawn(36)}`,
  'npm, GitHub': `https://${drawn(40)}:x-oauth-basic@github.com/epi/oscour`,
  basicauth: 'https://epi:Gr1ppe2026@db.local',
  slack: `xoxb-${drawn(12, digits)}-${drawn(12, digits)}-${drawn(24)}`,
  'slack, webhook': `https://hooks.slack.com/services/T${drawn(8)}/B${drawn(8)}/${drawn(24)}`,
  sendgrid: `SG.${drawn(22)}.${drawn(43)}`,
  shopify: `shpat_${drawn(32, hex)}`,
  github: `ghp_${drawn(36)}`,
  'github, fine-grained': `github_pat_${drawn(82)}`,
  gitlab: `glpat-${drawn(20)}`,
  grafana: `glc_${drawn(64)}`,
  'grafana, service account': `glsa_${drawn(32)}_${drawn(8, hex)}`,
  openai: `sk-${drawn(20)}T3BlbkFJ${drawn(20)}`,
  anthropic: `sk-ant-api03-${drawn(93)}AA`,
  groq: `gsk_${drawn(52)}`,
  huggingface: `hf_${drawn(34, letters)}`,
  linear: `lin_api_${drawn(40)}`,
  notion: `ntn_${drawn(11, digits)}${drawn(35)}`,
  '1password': `ops_${base64}`,
  mongodb: 'mongodb+srv://epi:Gr1ppe2026@db.local/oscour',
  mysql: 'mysql://epi:Gr1ppe2026@db.local/oscour',
  postgresql: 'postgresql://epi:Gr1ppe2026@db.local:5432/oscour',
  vault: `hvs.${drawn(95)}`,
  'vault, batch': `hvb.${drawn(140)}`,
  vercel: `vcp_${drawn(24)}`,
  databricks: `dapi${drawn(32, hex)}`,
  docker: `dckr_pat_${drawn(27)}`,
  figma: `figd_${drawn(40)}`,
};

/** Where we take less: the password of an address, and the key itself, whose place secretlint tells wrong. */
const partly = ['aws', 'basicauth', 'mongodb', 'mysql', 'postgresql'];

/** What secretlint itself finds, asked as it documents. */
async function bySecretlint(text: string): Promise<[number, number][]> {
  const { messages } = await lintSource({
    source: { content: text, filePath: '/fragment', ext: '', contentType: 'text' },
    options: { config: { rules: [{ id: creator.meta.id, rule: creator }] }, noPhysicFilePath: true },
  });
  return messages.map(({ range: [start, end] }) => [start, end]);
}

describe('wellKnown', () => {
  for (const [what, example] of Object.entries(documented)) {
    it(`finds what secretlint finds: ${what}`, async () => {
      const text = `x <- 1\n${example}\ny <- 2\n`;
      const theirs = await bySecretlint(text);
      const ours = wellKnown(text);
      assert.ok(theirs.length > 0, 'no rule finds the example');
      for (const [start, end] of theirs) {
        const same = ours.some((hit) => hit.start === start && hit.end === end);
        assert.ok(same || (partly.includes(what) && ours.some((hit) => hit.start < end && hit.end > start)));
      }
    });
  }

  it('takes only the password of an address', () => {
    const text = 'con <- connect("postgresql://epi:Gr1ppe2026@db.local/oscour")';
    assert.deepEqual(
      wellKnown(text).map(({ start, end }) => text.slice(start, end)),
      ['Gr1ppe2026'],
    );
  });

  it('takes all of a key of AWS, and only the key', () => {
    const secret = drawn(40);
    for (const before of ['AWS_SECRET_ACCESS_KEY = ', 'aws_secret_access_key="', '"SecretAccessKey": "', 'AWS_SECRET_ACCESS_KEY=']) {
      const text = `x\n${before}${secret}"\n`;
      assert.deepEqual(
        wellKnown(text).map(({ start, end }) => text.slice(start, end)),
        [secret],
        before,
      );
    }
  });

  it('keeps nothing of one text for the next', () => {
    assert.equal(wellKnown(documented['github'] ?? '').length, 1);
    assert.deepEqual(wellKnown('x <- 1'), []);
  });

  it('counts a byte-order mark like any character', () => {
    const text = `\ufeff${documented['github'] ?? ''}`;
    assert.deepEqual(wellKnown(text), [{ start: 1, end: text.length }]);
  });
});
