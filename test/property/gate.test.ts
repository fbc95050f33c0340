import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stories, type Aim } from './arbitraries.ts';
import { destinations, layers, places, views, ways } from './story.ts';
import { fuzz, theatre } from './theatre.ts';

/** Each story asks the gate up to eight times; with those of the other suites that makes some thousands of requests. */
const numRuns = (usual: number): number => Math.ceil(usual * fuzz.times);

/** Earlier turns come back under other rules, at another destination, without their files. */
const conversations: Aim = {
  of: ['model', 'open', 'marked', 'private', 'weekly', 'open counts', 'with a NIR', 'link to private'],
  views: ['file', 'untitled', 'output'],
  to: ['here', 'mistral'],
  script: ['chat', 'choose', 'chat', 'rules', 'close', 'delete', 'switch', 'chat', 'choose', 'continue', 'chat'],
  conversations: [0],
};

/** The same document again and again, while rules change around it. */
const typing: Aim = { of: ['model', 'open', 'with a NIR', 'open counts'], views: ['file'], steps: ['ghost', 'ghost', 'rules', 'beside', 'switch'] };

describe('the gate, whatever a person does', function () {
  this.timeout(300_000 * Math.max(1, fuzz.times));
  const here = theatre();

  const holds = (aim: Aim | undefined, usual: number) =>
    fc.assert(
      fc.asyncProperty(stories(aim), (story) => here().play(story)),
      { numRuns: numRuns(usual), seed: fuzz.seed },
    );

  it('lets nothing through that is above the clearance, and shows no value of another conversation', () => holds(undefined, 900));

  it('sends no earlier turn that is above the clearance now, or was when it was first sent', () => holds(conversations, 300));

  it('shows no ghost text in a document that it would not ask for', () => holds(typing, 200));

  it('was asked for everything, and let through what may go', () => {
    const { tally } = here();
    const expected: readonly (readonly [string, number])[] = [
      ...destinations.flatMap((to) => [[`to ${to}: sent`, 100], [`to ${to}: kept`, 100]] as const),
      ...layers.map((layer) => [`rules: ${layer}`, 100] as const),
      ...Object.keys(views).map((view) => [`view: ${view}`, 40] as const),
      ...['ghost', 'chat', 'continue', 'choose', 'claim', 'rules', 'beside', 'close', 'delete', 'switch', 'trust'].map((step) => [`step: ${step}`, 40] as const),
      ...places.flatMap((at) => [[`chosen ${at}: kept`, 40], ...(at === 'nowhere' ? [] : [[`chosen ${at}: sent`, 15] as const])] as const),
      ...ways.map((way) => [`attached: ${way}`, 40] as const),
      ['instructions arrived', 100],
      ['instructions stayed behind', 20],
      ['prompt arrived', 40],
      ['prompt kept', 40],
      ['went on: answered', 10],
      ['went on: refused', 5],
      ['names of a folder arrived', 10],
      ['chat answered', 300],
      ['history withheld', 20],
      ['redacted and restored', 20],
      ['ghost text shown', 100],
      ['allowed canary arrived', 1000],
      ['sent beside what was planted', 100],
    ];
    const seldom = expected.filter(([what, times]) => tally.of(what) < times);
    assert.deepEqual(seldom, [], `In all:\n${tally.toString()}`);
  });
});
