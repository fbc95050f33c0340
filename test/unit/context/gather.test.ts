import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { Context, type ContextOptions } from '../../../src/server/context/gather.ts';
import type { ContextSource, Fragment } from '../../../src/server/context/source.ts';
import { freshFolder } from '../../support/folder.ts';
import { until } from '../../support/until.ts';
import { filler, InventedEditor } from './projects.ts';

describe('Context', () => {
  const folder = freshFolder();
  let editor: InventedEditor;
  let errors: unknown[];
  beforeEach(() => {
    editor = new InventedEditor(folder.path);
    errors = [];
  });
  const contextWith = (more: Partial<ContextOptions> = {}): Context =>
    new Context({
      project: editor.project,
      tokens: () => 400,
      mayGo: () => Promise.resolve(true),
      onError: (error) => errors.push(error),
      ...more,
    });
  /** A source of one fragment whose text tells how often it was asked. */
  const counting = (key: () => string, wait = 0): ContextSource => {
    let count = 0;
    return {
      name: 'counting',
      volatile: false,
      share: 1,
      dependsOn: key,
      collect: async ({ document }): Promise<Fragment[]> => {
        count += 1;
        const text = `asked ${count}`;
        if (wait > 0) await delay(wait);
        return [{ id: 'counted', text, document, rank: 1 }];
      },
    };
  };
  const texts = (context: Context, snapshot: Parameters<Context['at']>[0]): string[] => context.at(snapshot).map(({ text }) => text);

  it('has nothing at hand before it has gathered, then what it has gathered, with its names', async () => {
    folder.write({ 'R/functions.R': 'per_100k <- function(n, pop) 1e5 * n / pop\n' });
    const context = contextWith();
    const snapshot = editor.snapshot('a.R', 'source("R/functions.R")\nper_100k(║');
    assert.deepEqual(context.at(snapshot), []);
    await context.prepare(snapshot);
    assert.deepEqual(texts(context, snapshot), ['R/functions.R\nper_100k <- function(n, pop) 1e5 * n / pop']);
    assert.deepEqual(errors, []);
  });

  it('leaves the first moments to what the person is asked for, and later ones only the next turn', async () => {
    const snapshot = editor.snapshot('a.R', 'x <- ║');
    const context = contextWith({ firstRestMs: 60, sources: [counting(() => String(performance.now()))] });
    const began = performance.now();
    await context.prepare(snapshot);
    const first = performance.now() - began;
    await context.prepare(snapshot);
    const second = performance.now() - began - first;
    assert.ok(first >= 59 && second < 50, `${first} ms, ${second} ms`);
    assert.deepEqual(texts(context, snapshot).map((text) => text.split('\n').at(-1)), ['asked 2']);
  });

  it('names as its origin the document that a part comes from, with its range and all of it around', async () => {
    editor.open('b.R', '# head\nper_100k <- function(n, pop) 1e5 * n / pop\n');
    const context = contextWith();
    const snapshot = editor.snapshot('a.R', 'source("b.R")\nper_100k(║');
    await context.prepare(snapshot);
    const [part] = context.at(snapshot);
    assert.equal(part?.purpose, 'context');
    assert.deepEqual(part.origin, {
      kind: 'document',
      uri: editor.uriOf('b.R'),
      range: { start: { line: 0, character: 0 }, end: { line: 1, character: 42 } },
    });
    const { around } = part;
    assert.equal(part.text.slice(around!.at), around!.text.slice(around!.start, around!.end));
    assert.equal(part.linesBefore, 1);
  });

  it('asks a source anew only when what it depends on has changed', async () => {
    let key = 'a';
    const context = contextWith({ sources: [counting(() => key)] });
    const snapshot = editor.snapshot('a.R', 'x <- ║');
    for (const expected of ['asked 1', 'asked 1', 'asked 2']) {
      if (expected === 'asked 2') key = 'b';
      await context.prepare(snapshot);
      assert.match(texts(context, snapshot)[0] ?? '', new RegExp(`${expected}$`));
    }
  });

  it('does not wait for a source that is late, and has its answer the next time', async () => {
    const slow = counting(() => 'a', 80);
    const context = contextWith({ sources: [slow], gatherMs: 10 });
    const snapshot = editor.snapshot('a.R', 'x <- ║');
    await context.prepare(snapshot);
    assert.deepEqual(texts(context, snapshot), []);
    await context.prepare(snapshot);
    await delay(120);
    await context.prepare(snapshot);
    assert.deepEqual(texts(context, snapshot), ['a.R\nasked 1'], 'it was asked once');
  });

  it('gathers once more for the last of the places that came while it gathered', async () => {
    const places: number[] = [];
    const source: ContextSource = { ...counting(() => String(places.length)), collect: async ({ offset }) => { places.push(offset); await delay(20); return []; } };
    const context = contextWith({ sources: [source] });
    const at = (marked: string) => editor.snapshot('a.R', marked);
    const first = context.prepare(at('x║'));
    await until('it has begun', () => places.length === 1);
    void context.prepare(at('xy║'));
    assert.equal(context.prepare(at('xyz║')), first);
    await first;
    assert.deepEqual(places, [1, 3]);
  });

  it('does without a source that fails, and tells of it', async () => {
    const failing: ContextSource = { ...counting(() => 'a'), collect: () => Promise.reject(new Error('no disk')) };
    const context = contextWith({ sources: [failing, counting(() => 'a')] });
    const snapshot = editor.snapshot('a.R', 'x <- ║');
    await context.prepare(snapshot);
    assert.deepEqual(texts(context, snapshot), ['a.R\nasked 1']);
    assert.equal(errors.length, 1);
  });

  it('leaves room for what may go', async () => {
    folder.write({ 'f.R': `rate <- function(n) {\n${'  n <- n + 1\n'.repeat(8)}}\nrare <- function(n) {\n${'  n <- n - 1\n'.repeat(8)}}\n` });
    const snapshot = editor.snapshot('a.R', 'source("f.R")\nrate(rate(rare(║');
    const context = contextWith({ tokens: () => 100, mayGo: ({ text }) => Promise.resolve(!text.includes('rate')) });
    await context.prepare(snapshot);
    assert.deepEqual(texts(context, snapshot).map((text) => text.split(' ', 1)), [['f.R\nrare']]);
  });

  it('keeps to its room, and sends nothing where there is none', async () => {
    folder.write({ 'f.R': Array.from({ length: 100 }, (_, index) => `f_${index} <- function(x) x + ${index}\n`).join('') });
    const snapshot = editor.snapshot('a.R', 'source("f.R")\n║');
    let tokens = 100;
    const context = contextWith({ tokens: () => tokens });
    await context.prepare(snapshot);
    const sent = texts(context, snapshot).join('');
    assert.ok(sent.length > 100 && sent.length <= 350, String(sent.length));
    tokens = 0;
    assert.deepEqual(context.at(snapshot), []);
    await context.prepare(snapshot);
    tokens = 100;
    assert.deepEqual(context.at(snapshot), []);
  });

  it('leaves out what the prompt holds by now', async () => {
    const context = contextWith();
    const text = `above <- function(x) 1\n${filler}${filler}${filler}${filler}${filler}`;
    const snapshot = editor.snapshot('a.R', `${text}above(║`);
    await context.prepare(snapshot);
    assert.equal(context.at(snapshot).length, 1);
    assert.deepEqual(context.at({ ...snapshot, offset: 0, position: { line: 0, character: 0 } }), []);
  });

  it('takes documents with Windows’ line ends for what they are', async () => {
    editor.open('b.R', 'rate <- function(n) {\r\n  n\r\n}\r\n');
    const context = contextWith();
    const snapshot = editor.snapshot('a.R', 'source("b.R")\r\nrate(║\r\n');
    await context.prepare(snapshot);
    assert.deepEqual(texts(context, snapshot), ['b.R\nrate <- function(n) {\n  n\n}']);
  });

  it('keeps the beginning of the prompt while a person types on', async () => {
    folder.write({ 'f.R': 'rate <- function(n) n\nodds <- function(p) p / (1 - p)\n' });
    const context = contextWith();
    const sent: string[] = [];
    for (const line of ['rate(1)', 'rate(1)\nodds(', 'rate(1)\nodds(1)\nplot(', `rate(1)\nodds(1)\n${'plot(1)\n'.repeat(40)}`]) {
      const snapshot = editor.snapshot('a.R', `source("f.R")\n${line}║`);
      await context.prepare(snapshot);
      sent.push(texts(context, snapshot).join('\n'));
    }
    assert.ok(sent.every((each) => each.startsWith('f.R\nrate <- function(n) n\n')), sent.join('\n---\n'));
    assert.equal(new Set(sent.slice(1)).size, 1);
  });

  it('forgets a document, and gathers anew once it is asked', async () => {
    const context = contextWith({ sources: [counting(() => 'a')] });
    const snapshot = editor.snapshot('a.R', 'x <- ║');
    await context.prepare(snapshot);
    context.forget(snapshot.uri);
    assert.deepEqual(context.at(snapshot), []);
    await until('it is gathered', () => context.at(snapshot).length > 0);
    assert.deepEqual(texts(context, snapshot), ['a.R\nasked 2']);
  });
});
