import type { BackEndFacts } from '../../../src/protocol/backEndReport.ts';

/** What is known of a server with which all is well. */
export const well: BackEndFacts = {
  backend: 'gateway',
  url: 'https://llm.example.org/v1',
  roles: ['completion', 'chat'],
  checkedAt: '2026-01-02T03:04:05.678Z',
  onThisMachine: false,
  hasKey: true,
  server: { kind: 'vllm', version: '0.11.0', contextTokens: 32_768 },
  models: { works: true, ids: ['invented-coder', 'invented-chat'] },
  chat: { works: true, model: 'invented-chat', firstTokenMs: 90, tokensPerSecond: 60, streams: true, reasoning: 'none', usage: true },
  completion: { works: true, model: 'invented-coder', route: 'template', firstTokenMs: 80, tokensPerSecond: 90, tried: [{ route: 'template', works: true }] },
  cancellation: { verdict: 'frees', by: 'count', beforeMs: 40, duringMs: 90, afterMs: 41, load: 1 },
  parallel: 'yes',
};
