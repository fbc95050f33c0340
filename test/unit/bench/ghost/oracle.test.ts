import assert from 'node:assert/strict';
import { dialectOf } from '../../../../bench/ghost/oracle/dialects.ts';
import { continuationOf, isKnown } from '../../../../bench/ghost/oracle/model.ts';
import { cutTo, tokensBy, tokensIn, tokenTime } from '../../../../bench/ghost/oracle/pace.ts';
import { paragraphEnd } from '../../../../bench/ghost/oracle/paragraph.ts';
import { locate, type TrueDocument } from '../../../../bench/ghost/oracle/place.ts';

const text = [
  '# Rates of a disease by region, from counts that were made elsewhere, for the weekly bulletin',
  'library(dplyr)',
  '',
  'rates <- counts |>',
  '  filter(year == 2030) |>',
  '  mutate(rate = cases / population)',
  '',
  'standardise <- function(rates, weights) {',
  '  shares <- weights / sum(weights)',
  '  sum(rates * shares)',
  '}',
  '',
].join('\n');
const document: TrueDocument = { name: 'rates.R', text };
const other: TrueDocument = { name: 'other.R', text: text.replace('2030', '2029') };
const easy = { share: 0, seed: 1 };
const upTo = (mark: string): string => text.slice(0, text.indexOf(mark) + mark.length);
const after = (mark: string, difficulty = easy): string => continuationOf(upTo(mark), [document], difficulty).text;

describe('the oracle', () => {
  describe('finds the place by the end of the prefix', () => {
    it('in the document that agrees the farthest', () => {
      const place = locate(upTo('2030) |>\n  mutate('), [other, document]);
      assert.equal(place?.document, document);
      assert.equal(place.offset, upTo('2030) |>\n  mutate(').length);
    });

    it('whatever stands before the document’s own text', () => {
      const context = '# Path: other.R\n# counts <- read_counts()\n';
      assert.equal(locate(context + upTo('library('), [document])?.offset, upTo('library(').length);
    });

    it('also where only the last lines are sent', () => {
      const prefix = upTo('sum(rates').slice(-120);
      assert.equal(locate(prefix, [document])?.offset, upTo('sum(rates').length);
    });

    it('with line ends of Windows', () => {
      assert.equal(locate(upTo('mutate(').replaceAll('\n', '\r\n'), [document])?.offset, upTo('mutate(').length);
    });

    it('nowhere while a slip stands in the text', () => {
      assert.equal(locate(`${upTo('  filter(ye')}s`, [document]), undefined);
    });

    it('behind a line that is wrong, where the cursor’s own line is right', () => {
      const wrong = upTo('cases / popu').replace('filter(year == 2030) |>', 'select(region) |>');
      assert.equal(locate(wrong, [document])?.offset, upTo('cases / popu').length);
    });

    it('nowhere for a few characters that occur by chance', () => {
      assert.equal(locate('something else\nlibrary(', [document]), undefined);
    });
  });

  describe('goes on to the end of the paragraph', () => {
    it('before a blank line', () => {
      assert.equal(after('rates <- cou'), 'nts |>\n  filter(year == 2030) |>\n  mutate(rate = cases / population)');
    });

    it('before a dedent', () => {
      assert.equal(after('  shares <- '), 'weights / sum(weights)\n  sum(rates * shares)');
    });

    it('from the end of a paragraph with the blank line and the next one', () => {
      assert.equal(after('library(dplyr)'), `\n\n${text.slice(text.indexOf('rates <- counts'), text.indexOf('\n\nstandardise'))}`);
      assert.equal(after('library(dplyr)\n'), after('library(dplyr)').slice(1));
    });

    it('from the end of a line with the next one', () => {
      assert.equal(after('2030) |>'), '\n  mutate(rate = cases / population)');
      assert.equal(after('2030) |>\n  '), 'mutate(rate = cases / population)');
    });

    it('to nothing at the end of the document', () => {
      assert.equal(paragraphEnd(text, text.length), text.length);
    });
  });

  describe('is wrong where it is made so', () => {
    const hard = { share: 1, seed: 3 };

    it('from the first character on, until enough of the line is typed', () => {
      const line = '  mutate(rate = cases / population)';
      const start = text.indexOf(line) + 2;
      const end = start + line.length - 2;
      const known = Array.from({ length: end - start }, (_, index) => isKnown(document, start + index, hard));
      const first = known.indexOf(true);
      assert.equal(known[0], false);
      assert.ok(known.slice(0, first === -1 ? undefined : first).every((each) => !each));
      assert.ok(first === -1 || known.slice(first).every(Boolean));
      for (let at = start; at < end; at += 1) {
        const given = continuationOf(text.slice(0, at), [document], hard).text;
        assert.equal(given.startsWith(text[at] ?? ''), isKnown(document, at, hard), `at ${at - start}: ${given}`);
      }
    });

    it('in about the share of lines that is asked for, and alike each time', () => {
      const lines = Array.from({ length: 400 }, (_, index) => `value_${index} <- ${index} * rate_of_the_year`);
      const long = { name: 'long.R', text: lines.join('\n') };
      const wrong = (seed: number): boolean[] => {
        let at = 0;
        return lines.map((line) => {
          const is = !isKnown(long, at, { share: 0.5, seed });
          at += line.length + 1;
          return is;
        });
      };
      assert.deepEqual(wrong(1), wrong(1));
      assert.notDeepEqual(wrong(1), wrong(2));
      const share = wrong(1).filter(Boolean).length / lines.length;
      assert.ok(Math.abs(share - 0.5) < 0.1, `${share}`);
    });

    it('while a slip stands in the line, for that line only', () => {
      const { place, text: given } = continuationOf(`${upTo('  shares <- wei')}f`, [document], easy);
      assert.equal(place, undefined);
      assert.ok(!given.startsWith('ghts'));
      assert.ok(given.endsWith('\n  sum(rates * shares)'), given);
    });

    it('even where it knows nothing of the text', () => {
      assert.notEqual(continuationOf('x', [document], easy).text, '');
    });
  });

  describe('understands', () => {
    const prefixes: [string, string, unknown][] = [
      ['llama.cpp’s infill', '/infill', { input_prefix: 'a <- ', input_suffix: '\n', n_predict: 8, stream: true }],
      ['a plain completion', '/v1/completions', { prompt: 'a <- ', max_tokens: 8, stream: true }],
      ['prefix and suffix', '/v1/completions', { prefix: 'a <- ', suffix: '\n', max_tokens: 8, stream: true }],
      ['Tabby’s segments', '/v1/completions', { language: 'r', segments: { prefix: 'a <- ', suffix: '\n' }, max_tokens: 8, stream: true }],
      ['Copilot’s engines', '/v1/engines/gpt-41-copilot/completions', { prompt: 'a <- ', suffix: '\n', extra: { language: 'r' }, max_tokens: 8, stream: true }],
      ['Qwen’s template', '/v1/completions', { prompt: '<|fim_prefix|>a <- <|fim_suffix|>\n<|fim_middle|>', max_tokens: 8, stream: true }],
      ['StarCoder’s template', '/v1/completions', { prompt: '<fim_prefix>a <- <fim_suffix>\n<fim_middle>', max_tokens: 8, stream: true }],
      ['DeepSeek’s template', '/v1/completions', { prompt: '<｜fim▁begin｜>a <- <｜fim▁hole｜>\n<｜fim▁end｜>', max_tokens: 8, stream: true }],
      ['Codestral’s template', '/v1/completions', { prompt: '[SUFFIX]\n[PREFIX]a <- ', max_tokens: 8, stream: true }],
      ['the FIM route', '/v1/fim/completions', { prompt: 'a <- ', suffix: '\n', max_tokens: 8, stream: true }],
      ['a chat with a cursor', '/v1/chat/completions', { messages: [{ role: 'user', content: 'a <- ║\n' }], max_tokens: 8, stream: true }],
    ];
    for (const [name, route, body] of prefixes) {
      it(name, () => {
        const wish = dialectOf(route)?.(body);
        assert.equal(wish?.prefix, 'a <- ');
        assert.equal(wish.maxTokens, 8);
        assert.equal(wish.stream, true);
      });
    }

    it('no other route', () => {
      for (const route of ['/v1/engines/completions', '/v1/engines/a/b/completions', '/v1/engines/a/embeddings', '/v1']) assert.equal(dialectOf(route), undefined);
    });

    it('a limit that is not given as none', () => {
      assert.equal(dialectOf('/infill')?.({ input_prefix: 'a', n_predict: -1 }).maxTokens, Infinity);
      assert.equal(dialectOf('/v1/completions')?.({ prompt: 'a', stop: '\n' }).maxTokens, Infinity);
      assert.deepEqual(dialectOf('/v1/completions')?.({ prompt: 'a', stop: '\n' }).stop, ['\n']);
    });
  });

  describe('keeps its pace', () => {
    const pace = { firstToken: 200, rate: 50 };

    it('from the first token on', () => {
      assert.deepEqual([0, 1, 10].map((token) => tokenTime(token, pace)), [200, 220, 400]);
      assert.deepEqual([0, 199, 200, 219, 220, 401].map((elapsed) => tokensBy(elapsed, pace)), [0, 0, 1, 1, 2, 11]);
    });

    it('and ends where a request wants it', () => {
      assert.deepEqual(cutTo({ stop: ['\n'], maxTokens: 100 }, 'one\ntwo'), { text: 'one', end: 'stop' });
      assert.deepEqual(cutTo({ stop: [], maxTokens: 2 }, 'one two three'), { text: 'one two ', end: 'length' });
      assert.deepEqual(cutTo({ stop: ['', 'x'], maxTokens: Infinity }, 'one'), { text: 'one', end: 'stop' });
      assert.equal(tokensIn('12345'), 2);
    });
  });
});
