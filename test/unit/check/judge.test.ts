import assert from 'node:assert/strict';
import { backEndReportSchema, type BackEndFacts } from '../../../src/protocol/backEndReport.ts';
import { judged } from '../../../src/server/check/judge.ts';
import { well } from './facts.ts';

const advised = (facts: Partial<BackEndFacts>): string[] => judged({ ...well, ...facts }).advice.map(({ id }) => id);
const adviceOf = (id: string, facts: Partial<BackEndFacts>): string =>
  judged({ ...well, ...facts }).advice.find((notice) => notice.id === id)?.text ?? '';

describe('the judgement of a server', () => {
  it('has the documented form, and nothing to change where all is well', () => {
    const report = backEndReportSchema.parse(judged(well));
    assert.deepEqual(report.advice, []);
    assert.equal(report.ok, true);
    assert.deepEqual(report.uses.map(({ id }) => id), ['chat', 'ghost-text']);
  });

  it('is well only where all works that the server is asked for', () => {
    const { completion, chat } = well;
    const noChat = { chat: { ...chat, works: false } };
    const noGhostText: Partial<BackEndFacts> = { completion: { works: false, tried: completion.tried } };
    assert.equal(judged({ ...well, ...noChat }).ok, false);
    assert.equal(judged({ ...well, ...noGhostText }).ok, false);
    assert.equal(judged({ ...well, ...noChat, roles: ['completion'] }).ok, true);
    assert.equal(judged({ ...well, ...noGhostText, roles: ['chat'] }).ok, true);
    assert.deepEqual(advised({ ...noChat, roles: ['completion'] }), []);
    assert.deepEqual(judged({ ...well, roles: ['chat'] }).uses.map(({ id }) => id), ['chat']);
  });

  const wanting: [id: string, facts: Partial<BackEndFacts>, words: RegExp][] = [
    ['no-models', { models: { works: true, ids: [] } }, /lists no model/],
    ['no-list', { models: { works: false, ids: [] } }, /named in the settings/],
    ['no-encryption', { url: 'http://llm.example.org' }, /HTTPS/],
    ['no-key', { hasKey: false }, /--api-key/],
    ['no-chat', { chat: { ...well.chat, works: false } }, /chat template/],
    ['no-ghost-text', { completion: { works: false, tried: [] } }, /Serve a code model/],
    ['no-fim', { completion: { ...well.completion, route: 'plain' } }, /Qwen2\.5-Coder/],
    ['no-fim', { completion: { ...well.completion, route: 'chat' } }, /Codestral/],
    ['cancellation', { cancellation: { verdict: 'keeps', load: 1 } }, /goes on writing/],
    ['one-at-a-time', { parallel: 'no' }, /one request at a time/],
    ['context', { server: { kind: 'vllm', contextTokens: 4096 } }, /--max-model-len 8192/],
    ['ghost-text-late', { completion: { ...well.completion, firstTokenMs: 1201 } }, /1201 ms/],
    ['ghost-text-slow', { completion: { ...well.completion, tokensPerSecond: 11.7 } }, /12 tokens a second/],
    ['chat-slow', { chat: { ...well.chat, tokensPerSecond: 3.2 } }, /3 tokens a second/],
    ['no-streaming', { chat: { ...well.chat, streams: false } }, /without buffering/],
    ['tags', { chat: { ...well.chat, reasoning: 'tags' } }, /between tags/],
  ];
  for (const [id, facts, words] of wanting) {
    it(`advises on ${id}, and on nothing else`, () => {
      assert.deepEqual(advised(facts), [id]);
      assert.match(adviceOf(id, facts), words);
    });
  }

  it('names the option of the software at hand', () => {
    const server = { kind: 'llama.cpp', contextTokens: 2048, slots: 4 } as const;
    assert.match(adviceOf('one-at-a-time', { parallel: 'no', server }), /--parallel 4/);
    assert.match(adviceOf('context', { server }), /--ctx-size 32768/);
    assert.match(adviceOf('one-at-a-time', { parallel: 'no', server: { kind: 'ollama' } }), /OLLAMA_NUM_PARALLEL/);
    assert.match(adviceOf('no-fim', { completion: { ...well.completion, route: 'plain' }, server: { kind: 'llama.cpp' } }), /--fim-qwen-7b-default/);
  });

  it('asks neither for a key nor for encryption on this machine', () => {
    assert.deepEqual(advised({ onThisMachine: true, hasKey: false, url: 'http://127.0.0.1:8080' }), []);
  });
});
