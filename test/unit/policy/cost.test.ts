import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { detectIn } from '../../../src/server/policy/byContent.ts';
import { detectors } from '../../../src/server/policy/detectors/index.ts';
import type { CompletionDraft } from '../../../src/server/policy/request.ts';
import { freshFolder } from '../../support/folder.ts';
import { documentAt, localGateway, mistral, policyOver } from '../../support/policy.ts';

const program = readFileSync(new URL('../../golden/detectors/clean/oscour_surveillance.R', import.meta.url), 'utf8');

/** How often a ratio is measured anew that seems too large: the machine may have done something else meanwhile. */
const rounds = 8;
const samples = 15;

/** How many times as long one thing takes as another, by the least time of several of each; never an absolute time. */
async function ratio(of: () => Promise<unknown>, to: () => Promise<unknown>, most: number): Promise<number> {
  let [longer, shorter] = [Infinity, Infinity];
  for (let round = 0; round < rounds && !(longer / shorter < most); round += 1) {
    for (let sample = 0; sample < samples; sample += 1) {
      shorter = Math.min(shorter, await timed(to));
      longer = Math.min(longer, await timed(of));
    }
  }
  return longer / shorter;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

describe('what the gate costs', function () {
  this.timeout(60_000);
  const folder = freshFolder();
  let count = 0;

  /** A prompt that was never judged before. */
  function freshDraft(length: number): CompletionDraft {
    const text = program.repeat(Math.ceil(length / program.length)).slice(0, length);
    const origin = documentAt(join(folder.path, 'R/a.R'));
    count += 1;
    return { kind: 'completion', context: [], language: 'r', prefix: [{ text: `# ${count}\n${text}`, origin, purpose: 'subject' }], suffix: [], maxTokens: 10, stop: [] };
  }

  it('grows with the text and no faster', async () => {
    folder.write({ 'R/a.R': 'x' });
    const { gate } = policyOver(folder.path);
    const judge = (length: number) => () => gate.judge(freshDraft(length), mistral);
    await ratio(judge(32_000), judge(8_000), 0);
    // Four times as much for what is linear; sixteen times for the square.
    const grown = await ratio(judge(128_000), judge(32_000), 8);
    assert.ok(grown < 8, `${grown.toFixed(1)} times for four times the text`);
  });

  it('of a label does not grow with the number of files', async () => {
    const files = (in_: string, many: number) => Object.fromEntries(Array.from({ length: many }, (_, index) => [`${in_}/f${index}.R`, 'x']));
    folder.write({ ...files('small', 10), ...files('large', 3_000) });
    const labelIn = (name: string) => {
      const { gate } = policyOver(join(folder.path, name));
      return () => gate.labelOf(pathToFileURL(join(folder.path, name, 'f5.R')).href, undefined, localGateway);
    };
    const grown = await ratio(labelIn('large'), labelIn('small'), 3);
    assert.ok(grown < 3, `${grown.toFixed(1)} times in 300 times as many files`);
  });

  it('is paid once for a text that comes back', async () => {
    let looks = 0;
    const counting = detectors.map((detector) => ({
      ...detector,
      detect: (text: string) => {
        looks += 1;
        return detector.detect(text);
      },
    }));
    const first = await detectIn(`nir <- "273019980252821"\n${program}`, counting);
    const again = await detectIn(`nir <- "273019980252821"\n${program}`, counting);
    assert.equal(looks, detectors.length);
    assert.deepEqual(again, first);
    assert.deepEqual(first.map(({ detector, hits }) => [detector.rule, hits.length]), [['nir', 1]]);
    assert.deepEqual(await detectIn('x <- 1', counting), []);
    assert.equal((await detectIn(`nir <- "273019980252821"\n${program}`, counting.slice(1))).length, 0, 'other rules have other detectors');
  });

  it('does not keep what a detector failed on', async () => {
    let fails = true;
    const [nir] = detectors;
    assert.ok(nir !== undefined);
    const failing = [{ ...nir, detect: (text: string) => (fails ? Promise.reject(new Error('too busy')) : nir.detect(text)) }];
    await assert.rejects(detectIn('273019980252821', failing));
    fails = false;
    assert.equal((await detectIn('273019980252821', failing)).length, 1);
  });
});
