import * as z from 'zod';
import { storedVersion, type Stored } from './stored.ts';

/*
 * How the text of a conversation's file is laid out. It is JSON like any, with a line break before each exchange: so a
 * list reads the first line only, and a search one exchange after another. A JSON string has no line breaks of its own.
 */

/** How much of a file is read for its head, in bytes; a title has a hundred characters at most. */
export const headBytes = 4096;

const headSchema = z.object({
  version: z.literal(storedVersion),
  id: z.string(),
  title: z.string(),
  changed: z.number(),
  /** How many exchanges there are; missing in files of the first form. */
  questions: z.number().optional(),
});
export type Head = z.infer<typeof headSchema>;

/** @returns the text of a conversation's file. */
export function written({ exchanges, shown, ...head }: Stored): string {
  const first = JSON.stringify({ ...head, questions: exchanges.length });
  const lines = exchanges.map((exchange) => JSON.stringify(exchange));
  return `${first.slice(0, -1)},"shown":${JSON.stringify(shown)},"exchanges":[\n${lines.join(',\n')}\n]}`;
}

/** @returns what the beginning of a file says of its conversation; undefined where it is not laid out like this. */
export function headIn(beginning: string): Head | undefined {
  const end = beginning.indexOf(',"exchanges":[');
  if (end === -1) return undefined;
  const parsed = headSchema.safeParse(parsedJson(`${beginning.slice(0, end)}}`));
  return parsed.success ? parsed.data : undefined;
}

/** @returns the exchanges of a file one by one, each as JSON; of one that is not laid out like this, nothing. */
export function* exchangesIn(text: string): Generator<string> {
  const start = text.indexOf('"exchanges":[\n');
  if (start === -1) return;
  for (let at = text.indexOf('\n', start) + 1; at < text.length; ) {
    const end = text.indexOf('\n', at);
    if (end === -1) return;
    const line = text.slice(at, text[end - 1] === ',' ? end - 1 : end);
    if (line !== '') yield line;
    at = end + 1;
  }
}

/** @returns what a text holds; undefined where it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
