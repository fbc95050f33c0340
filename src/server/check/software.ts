import * as z from 'zod';
import type { BackEndFacts, ServerKind } from '../../protocol/backEndReport.ts';
import type { BasePaths } from '../backends/address.ts';
import type { Asker } from './asker.ts';

type Software = BackEndFacts['server'];

/**
 * How long a text may be by a list of models, as vLLM (`max_model_len`), LM Studio (`max_context_length`) and gateways
 * (`context_length`) tell it.
 */
const contextSchema = z.object({
  data: z.array(
    z.object({ max_model_len: z.unknown(), context_length: z.unknown(), max_context_length: z.unknown() }).partial(),
  ),
});

/** The lengths of context, in tokens, that a list of models tells. */
export function contextsIn(body: string): number[] {
  const { data } = contextSchema.safeParse(parsed(body));
  const told = data?.data.map(({ max_model_len: vllm, context_length: common, max_context_length: lmStudio }) => vllm ?? common ?? lmStudio);
  return (told ?? []).filter((tokens) => typeof tokens === 'number').filter((tokens) => Number.isInteger(tokens) && tokens > 0);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A page by which one kind of software is known. */
interface Sign {
  readonly kind: ServerKind;
  readonly path: (paths: BasePaths) => string;
  /** @returns what the page tells, or undefined where it is another's. */
  readonly read: (body: string) => Omit<Software, 'kind'> | undefined;
}

const props = z.object({
  default_generation_settings: z.object({ n_ctx: z.int().min(1) }),
  total_slots: z.int().min(1).optional(),
  build_info: z.string().optional(),
});
const version = z.object({ version: z.string() });
const tgi = z.object({ router: z.string(), version: z.string().optional(), max_total_tokens: z.int().optional() });
const lmStudio = z.object({ object: z.literal('list'), data: z.array(z.object({ compatibility_type: z.string() })).min(1) });
const openApi = z.object({ info: z.object({ title: z.string(), version: z.string().optional() }) });

/** In the order in which they are asked for; each page is one that the others do not have, by their documentation. */
const signs: readonly Sign[] = [
  {
    kind: 'llama.cpp',
    path: ({ root }) => `${root}/props`,
    read: (body) => {
      const { data } = props.safeParse(parsed(body));
      return (
        data && {
          ...(data.build_info !== undefined && { version: data.build_info }),
          ...(data.total_slots !== undefined && { slots: data.total_slots }),
          contextTokens: data.default_generation_settings.n_ctx,
        }
      );
    },
  },
  { kind: 'ollama', path: ({ root }) => `${root}/api/version`, read: (body) => version.safeParse(parsed(body)).data },
  { kind: 'lmstudio', path: ({ root }) => `${root}/api/v0/models`, read: (body) => lmStudio.safeParse(parsed(body)).data && {} },
  {
    kind: 'tgi',
    path: ({ root }) => `${root}/info`,
    read: (body) => {
      const { data } = tgi.safeParse(parsed(body));
      return data && { ...(data.version !== undefined && { version: data.version }), ...(data.max_total_tokens !== undefined && { contextTokens: data.max_total_tokens }) };
    },
  },
  { kind: 'litellm', path: ({ root }) => `${root}/health/liveliness`, read: (body) => (/i'm alive/i.test(body) ? {} : undefined) },
  {
    kind: 'vllm',
    path: ({ root }) => `${root}/version`,
    read: (body) => version.safeParse(parsed(body)).data,
  },
  {
    kind: 'litellm',
    path: ({ root }) => `${root}/openapi.json`,
    read: (body) => {
      const { data } = openApi.safeParse(parsed(body));
      return data !== undefined && /litellm/i.test(data.info.title) ? {} : undefined;
    },
  },
];

/**
 * Tells the software of a server by what it says of itself.
 * @param contextTokens how long a text may be by its list of models.
 * @throws as `Asker.says`
 */
export async function softwareOf(asker: Asker, paths: BasePaths, contextTokens: number | undefined): Promise<Software> {
  const common = contextTokens === undefined ? {} : { contextTokens };
  if (asker.destination.backend === 'mistral') return { kind: 'mistral', ...common };
  for (const { kind, path, read } of signs) {
    const body = await asker.says(path(paths));
    const told = body === undefined ? undefined : read(body);
    if (told !== undefined) return { kind, ...common, ...told };
  }
  return { kind: 'other', ...common };
}

const slots = z.array(z.object({ is_processing: z.boolean() })).min(1);

/**
 * How many requests a server works on, where it tells: llama.cpp's `/slots` and vLLM's metrics.
 * @returns undefined where it does not.
 * @throws as `Asker.says`
 */
export async function runningAt(asker: Asker, { root }: BasePaths, kind: ServerKind): Promise<number | undefined> {
  if (kind === 'llama.cpp') {
    const { data } = slots.safeParse(parsed((await asker.says(`${root}/slots`)) ?? ''));
    return data?.filter(({ is_processing: busy }) => busy).length;
  }
  if (kind !== 'vllm') return undefined;
  const metrics = (await asker.says(`${root}/metrics`)) ?? '';
  const counts = [...metrics.matchAll(/^vllm:num_requests_running(?:\{[^}]*\})? (\d+(?:\.\d+)?)/gm)].map(([, count]) => Number(count));
  return counts.length === 0 ? undefined : counts.reduce((total, count) => total + count, 0);
}
