import assert from 'node:assert/strict';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { Look, Looks, matchesOf, signOf } from '../../../../src/server/policy/detectors/look.ts';

/** A pattern that tells how much text it was tried on. */
function counting(pattern: RegExp) {
  const tried = { characters: 0 };
  const sign = { ...signOf(pattern), find: (text: string) => ((tried.characters += text.length), text.search(pattern)) };
  return { sign, tried };
}

describe('a look', () => {
  const far = 'x'.repeat(5_000);

  it('tells by the change alone where nothing stood before', () => {
    const looks = new Looks();
    const { sign, tried } = counting(/ab{1,3}c/);
    const has = (text: string): boolean => {
      const look = looks.at(text);
      const is = look.has(sign);
      looks.keep(look);
      return is;
    };
    assert.equal(has(`${far}ab\n${far}`), false);
    assert.ok(tried.characters > 10_000);
    tried.characters = 0;
    assert.equal(has(`${far}abb\n${far}`), false);
    assert.ok(tried.characters < 20, 'nothing but what is near the key');
    assert.equal(has(`${far}abbc\n${far}`), true, 'what the key completes');
    assert.equal(has(`${far}abb\n${far}`), false, 'what the key takes away');
    assert.equal(has(`${far}ab${far}`), false);
    assert.equal(has(`${far}abc`), true, 'another end');
  });

  it('takes matches over as long as nothing has changed that they were found by', () => {
    const looks = new Looks();
    const note = matchesOf(/<\d{1,3}(?!>)/g);
    const found = (text: string): (readonly [number, string | undefined])[] => {
      const look = looks.at(text);
      const told = look.noted(note).map(({ at, groups }) => [at, groups[0]] as const);
      looks.keep(look);
      return told;
    };
    for (const text of ['<1 <22 <333', '<1 <22> <333', '<1 <22> <3334', 'a <1 <22> <3334', '<22> <3334', '<22> <333', '', '<22> <333 <1']) {
      assert.deepEqual(found(text), new Look(text).noted(note).map(({ at, groups }) => [at, groups[0]]), text);
    }
  });

  it('does not take a bound for granted that a pattern does not have', () => {
    assert.throws(() => signOf(/a+/), RangeError);
    assert.throws(() => matchesOf(/(["']).*\1/g), RangeError);
  });
});

describe('what secretlint’s rules begin with', () => {
  it('was looked through for these rules, and is to be again where there are others', () => {
    const known = 'aws gcp privatekey npm basicauth slack sendgrid shopify github gitlab grafana openai anthropic groq huggingface linear notion 1password database-connection-string hashicorp-vault vercel databricks docker figma filter-comments';
    assert.deepEqual(rules.map(({ meta }) => meta.id.replace('@secretlint/secretlint-rule-', '')), known.split(' '));
  });
});
