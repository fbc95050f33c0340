import type { Dialect } from './dialect.ts';
import { liteLlm } from './liteLlm.ts';
import { llamaCpp } from './llamaCpp.ts';
import { lmStudio } from './lmStudio.ts';
import { ollama } from './ollama.ts';
import { openGateLlm } from './openGateLlm.ts';
import { tgi } from './tgi.ts';
import { vllm } from './vllm.ts';

/**
 * The kinds of servers that Vigie knows. llama.cpp and LiteLLM are also run as they are (`npm run conformance`); the
 * others are written down from their documentation and source, and nobody has run Vigie against them.
 */
export const dialects: readonly Dialect[] = [llamaCpp, vllm, ollama, liteLlm, lmStudio, tgi, openGateLlm];
