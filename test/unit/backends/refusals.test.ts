import assert from 'node:assert/strict';
import { refusalInStream, refusalOf, reportIn } from '../../../src/server/backends/refusals.ts';

const context = { origin: 'https://h', model: 'm', hasKey: true };

describe('refusals in words', () => {
  it('asks for a key where none was sent, for the right one where one was', () => {
    const report = { words: '', code: '' };
    assert.match(refusalOf(401, report, context).message, /does not accept/);
    assert.match(refusalOf(401, report, { ...context, hasKey: false }).message, /asks for an API key/);
  });

  it('counts the seconds of retry-after, given as a number or a date', () => {
    const wait = (retryAfter: string) => refusalOf(429, { words: '', code: '' }, { ...context, retryAfter }).message;
    assert.match(wait('7'), /in 7 seconds/);
    assert.match(wait(new Date(Date.now() + 90_000).toUTCString()), /in (8\d|90) seconds/);
    for (const nonsense of ['', 'soon', '-3', 'NaN']) assert.match(wait(nonsense), /in a minute/);
  });

  it('tells wrong, expired and exhausted keys apart', () => {
    const faultOf = (status: number, words: string, code = '') => refusalOf(status, { words, code }, context);
    assert.match(faultOf(401, 'Unauthorized').message, /does not accept/);
    assert.equal(faultOf(403, 'Invalid API key.').fault, 'key');
    assert.equal(faultOf(403, 'Insufficient rights.').fault, 'forbidden');
    for (const status of [400, 401, 403]) {
      const expired = faultOf(status, 'Expired Key', 'expired_key');
      assert.deepEqual([expired.fault, expired.remedy], ['key', 'setKey']);
      assert.match(expired.message, /has expired/);
    }
    assert.equal(faultOf(402, '').fault, 'exhausted');
    assert.equal(faultOf(429, 'You exceeded your current quota', 'insufficient_quota').fault, 'exhausted');
    assert.equal(faultOf(429, 'Requests rate limit exceeded').fault, 'rateLimited');
    assert.equal(faultOf(400, 'the session has expired').fault, 'unsupported');
  });

  it('knows a model that is not there where the status says less', () => {
    const said = (words: string) => refusalOf(400, { words, code: '' }, context);
    for (const words of ['/chat/completions: Invalid model name passed in model=m', 'The model `m` does not exist.', 'model "m" not found']) {
      assert.equal(said(words).fault, 'notFound', words);
    }
    assert.match(said('Invalid model name passed in model=m').message, /does not know the model “m”/);
    assert.equal(said('This model does not support suffix').fault, 'unsupported');
    assert.equal(refusalOf(400, { words: 'Invalid model name', code: '' }, { ...context, model: '' }).fault, 'unsupported');
  });

  it('keeps the status and the wait for programs', () => {
    const { status, retryAfter } = refusalOf(429, { words: '', code: '' }, { ...context, retryAfter: '7' });
    assert.deepEqual([status, retryAfter], [429, 7]);
    assert.equal(refusalOf(503, { words: '', code: '' }, { ...context, retryAfter: '10' }).retryAfter, 10);
  });

  it('shows a server’s words in one short plain line, and no markup', () => {
    const said = (message: unknown) => refusalOf(500, reportIn({ error: { message } })!, context).message;
    assert.match(said('out of\n\u001b[31m memory\u202e'), /The server says: out of \[31m memory$/);
    assert.ok(said('x'.repeat(5000)).length < 400);
    for (const hidden of ['<b>x</b>', '<img src=x>', 42, null]) assert.doesNotMatch(said(hidden), /The server says/);
    assert.match(said('a < b and c > d'), /a < b and c > d/);
  });

  it('finds an error in the forms that servers give it, and none where there is none', () => {
    assert.deepEqual(reportIn({ error: 'x' }), { words: 'x', code: '' });
    assert.deepEqual(reportIn({ error: { message: 'x', code: 429, type: 't' } }), { words: 'x', code: '429 t' });
    assert.deepEqual(reportIn({ object: 'error', message: 'x', code: 40001 }), { words: 'x', code: '40001' });
    for (const fine of [{ choices: [], error: null }, { message: 'x' }, {}, null, 'x', 1])
      assert.equal(reportIn(fine), undefined);
  });

  it('understands the code of an error in a stream', () => {
    const faultOf = (code: string, words = '') => refusalInStream({ code, words }, context).fault;
    assert.equal(faultOf('401'), 'key');
    assert.equal(faultOf('rate_limit_exceeded'), 'rateLimited');
    assert.equal(faultOf('40001'), 'server');
    assert.equal(faultOf(''), 'server');
    assert.equal(faultOf('', 'Unexpected endpoint or method. (POST /infill)'), 'notFound');
    assert.equal(faultOf('400 exceed_context_size_error', 'x'), 'tooLarge');
  });
});
