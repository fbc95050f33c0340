import * as z from 'zod';
import type { ReasoningForm } from '../../protocol/backEndReport.ts';
import { piecesOf } from '../backends/content.ts';
import type { Timed } from './asker.ts';

const message = z.object({ content: z.unknown(), reasoning_content: z.unknown(), reasoning: z.unknown() }).partial();
const usage = z.object({ completion_tokens: z.number().min(0) });
const chatEvent = z.object({
  choices: z.array(z.object({ delta: message.nullish(), message: message.nullish(), finish_reason: z.string().nullish() })),
  usage: usage.nullish().catch(undefined),
});

/** What a stream of a chat answer showed. */
export interface ChatSeen {
  /** When each event with text or thought came, in milliseconds after the request. */
  readonly times: readonly number[];
  readonly reasoning: ReasoningForm;
  /** How many tokens the server says that it wrote. */
  readonly tokens: number | undefined;
}

/** Reads a chat answer to its end. @returns undefined where an event is none of a chat answer. */
export async function readChat(events: AsyncIterable<Timed>): Promise<ChatSeen | undefined> {
  const times: number[] = [];
  let reasoning: ReasoningForm = 'none';
  let tokens: number | undefined;
  let text = '';
  for await (const { event, at } of events) {
    const { data } = chatEvent.safeParse(event);
    if (data === undefined) return undefined;
    tokens = data.usage?.completion_tokens ?? tokens;
    const said = data.choices[0]?.delta ?? data.choices[0]?.message ?? {};
    const form = formOf(said);
    if (form !== 'none') reasoning = form;
    const words = piecesOf(said.content).map((piece) => piece.text).join('');
    text += words;
    if (words !== '' || form !== 'none') times.push(at);
  }
  if (reasoning === 'none' && /^\s*(<think>|\[THINK\])/.test(text)) reasoning = 'tags';
  return { times, reasoning, tokens };
}

/** In which form an event has thoughts, if it has any. */
function formOf({ content, reasoning_content: long, reasoning: short }: z.infer<typeof message>): ReasoningForm {
  if (piecesOf(long).length > 0) return 'reasoning_content';
  if (piecesOf(short).length > 0) return 'reasoning';
  return piecesOf(content).some(({ kind }) => kind === 'thinking') ? 'chunks' : 'none';
}

/** So many pieces tell a pace. */
const enough = 4;

/**
 * How soon and how fast an answer came.
 * @param times of its pieces, in milliseconds after the request.
 * @param tokens of all of it; where the server does not tell, one for each piece, as most servers send them.
 */
export function speedOf(times: readonly number[], tokens = times.length): { firstTokenMs?: number; tokensPerSecond?: number } {
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return {};
  const firstTokenMs = Math.round(first);
  if (times.length < enough || last <= first || tokens < enough) return { firstTokenMs };
  return { firstTokenMs, tokensPerSecond: Math.round(((tokens - 1) * 10_000) / (last - first)) / 10 };
}
