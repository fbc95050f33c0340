import assert from 'node:assert/strict';
import { backEndReportSchema } from '../../../src/protocol/backEndReport.ts';
import { ServerKnowledge } from '../../../src/server/backends/knowledge.ts';
import { Measurements } from '../../../src/server/backends/measurements.ts';
import { judged } from '../../../src/server/check/judge.ts';
import { rememberedOf, rememberedSentences } from '../../../src/server/check/remembered.ts';
import { markdownOf } from '../../../src/server/check/report.ts';
import { well } from './facts.ts';

const minute = 60_000;

describe('what is remembered of a server', () => {
  it('is told with the moment since when, and is part of the report', () => {
    let clock = 0;
    const noon = Date.parse('2026-01-02T12:00:00Z');
    const known = new ServerKnowledge(() => clock, new Measurements(undefined, () => noon + clock));
    known.measured.noteFirstToken('completion', 181.4);
    known.route('invented-coder').keep('infill');
    clock = 5 * minute;
    known.models.keep({ models: [], owners: new Set() });
    known.measured.noteCancellation('keeps');
    clock = 20 * minute;
    const remembered = rememberedOf(known, noon + clock);
    assert.deepEqual(remembered, {
      completion: { firstTokenMs: 181, at: '2026-01-02T12:00:00.000Z' },
      cancellation: { verdict: 'keeps', at: '2026-01-02T12:05:00.000Z' },
      models: { at: '2026-01-02T12:05:00.000Z' },
      routes: [{ model: 'invented-coder', route: 'infill', at: '2026-01-02T12:00:00.000Z' }],
    });
    const report = backEndReportSchema.parse(judged(well, remembered));
    const page = markdownOf(report);
    assert.match(page, /## What Vigie remembers\n\n- In ordinary use ghost text begins after some 181 ms \\\(last seen on 2026-01-02 12:00 UTC\\\)\./);
    assert.match(page, /writes on after a request was left \\\(found on 2026-01-02 12:05 UTC/);
    assert.match(page, /invented-coder is asked for by llama\.cpp’s infill/);
    clock = 31 * minute;
    assert.deepEqual(rememberedOf(known, noon + clock).routes, []);
  });

  it('is told where nothing is known too, and left out where there is no session', () => {
    const sentences = rememberedSentences(rememberedOf(new ServerKnowledge()));
    assert.equal(sentences.length, 3);
    assert.ok(sentences.every((sentence) => /is not known/.test(sentence)), sentences.join('\n'));
    assert.doesNotMatch(markdownOf(judged(well)), /remembers/);
  });
});
