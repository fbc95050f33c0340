import * as z from 'zod';
import type { ModelInfo } from './backend.ts';

/**
 * One entry of a list of models. All servers have `id`. What else it says: Mistral's `capabilities` (its API reference,
 * "List Models"), and a `type` in OpenGateLLM (`text-generation`, `image-text-to-text`, `text-embeddings-inference` …)
 * and in LM Studio's own list (`llm`, `vlm`, `embeddings`).
 */
const entrySchema = z.object({
  id: z.string(),
  owned_by: z.unknown().optional(),
  type: z.unknown().optional(),
  capabilities: z.unknown().optional(),
});

const listSchema = z.object({ data: z.array(entrySchema) });

const mistralCapabilities = z.object({
  completion_chat: z.boolean(),
  completion_fim: z.boolean().default(false),
  reasoning: z.boolean().default(false),
});

/** Models that a list may hold and that write no text, by their names. */
const writesNoText = /embed|rerank|whisper|tts|speech|moderation|ocr|\bbge\b|clip|diffusion/;

/** Types of models that write no text. */
const typeWritesNoText = /embed|rerank|classification|speech|audio/;

/** What a server's list of models says. */
export interface ModelList {
  readonly models: readonly ModelInfo[];
  /** Who the server says the models are owned by, which tells some servers apart. */
  readonly owners: ReadonlySet<string>;
}

/**
 * Reads a server's list of models.
 * @param body the answer to `/v1/models`.
 * @throws where it is no such list.
 */
export function modelListIn(body: string): ModelList {
  const { data } = listSchema.parse(JSON.parse(body));
  const models = new Map(data.map((entry) => [entry.id, modelOf(entry)]));
  const owners = data.flatMap(({ owned_by: owner }) => (typeof owner === 'string' ? [owner] : []));
  return { models: [...models.values()], owners: new Set(owners) };
}

function modelOf({ id, type, capabilities }: z.infer<typeof entrySchema>): ModelInfo {
  const { data: told } = mistralCapabilities.safeParse(capabilities);
  if (told !== undefined) {
    const reasoning = told.reasoning ? mistralEfforts(id) : null;
    return { id, chat: told.completion_chat, completion: told.completion_fim, reasoning };
  }
  return { ...modelNamed(id), ...(typeof type === 'string' && typeWritesNoText.test(type) && { chat: false, completion: false }) };
}

/** What a model's name alone says. A bare base model would not answer in a chat but go on writing. */
export function modelNamed(id: string): ModelInfo {
  const name = id.toLowerCase();
  const writes = !writesNoText.test(name);
  return { id, chat: writes && !/\bbase\b/.test(name), completion: writes, reasoning: effortsByName(name) };
}

/**
 * Efforts of the models of the Mistral API that think, by its documentation ("Reasoning"): Mistral Large 4 has three,
 * others have two, and Magistral always thinks.
 */
function mistralEfforts(id: string): string[] {
  if (/magistral/.test(id)) return [];
  return /large-4/.test(id) ? ['low', 'medium', 'high'] : ['none', 'high'];
}

/**
 * Efforts of open models by their cards: gpt-oss has three, which vLLM, Ollama, LM Studio and LiteLLM take as
 * `reasoning_effort`. Of the others it is only known that they think.
 */
function effortsByName(name: string): string[] | null {
  if (/gpt-oss/.test(name)) return ['low', 'medium', 'high'];
  return /magistral|deepseek-?r1|qwq|-thinking\b|-reasoning\b/.test(name) ? [] : null;
}
