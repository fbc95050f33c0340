import type { Answered, RunLog } from '../driver/log.ts';
import { charactersPerToken, tokensIn } from '../oracle/pace.ts';
import type { Asked } from '../oracle/server.ts';
import { placed, typedAlong, type Placed } from './agreement.ts';

/** So much of an answer tells whether it is a request's. */
const telling = 8;

/**
 * What a client adds to the model's own time, in milliseconds, for each answer with a text: from the editor's request to
 * the answer, less the time that the model still needed from then on (from its own request on, where that came later,
 * so that a client's waiting is its own) for the end of the first useful line. That line has ended with its line end,
 * or with the stream; for a client that does not stream, when the whole answer is there. What is answered from what the
 * client holds took the model no time. Where several requests had the text, the one counts that leaves the least to the
 * client.
 */
export function addedLatencies(log: RunLog): number[] {
  const requests = log.asked.flatMap((asked) => placed(asked, log) ?? []);
  return log.answered.flatMap((answer) => {
    const { answeredAt, askedAt, text } = answer;
    if (answeredAt === undefined || text === '') return [];
    const modelsOwn = requests.map((request) => {
      const ready = readyAt(request, answer, log);
      return ready === undefined || ready > answeredAt ? 0 : ready - Math.max(askedAt, request.asked.at);
    });
    return [Math.max(0, answeredAt - askedAt - Math.max(0, ...modelsOwn))];
  });
}

/** When a request had the first useful line of an answer; undefined where the answer is not of this request. */
function readyAt(request: Placed, { state, text, answeredAt }: Answered, { states }: RunLog): number | undefined {
  const { asked, ahead, assumed } = request;
  const asking = states[state];
  const typed = asking && typedAlong(request, asking);
  if (typed === undefined || !ahead.slice(typed).startsWith(text.slice(0, telling))) return undefined;
  if (!asked.streamed) return asked.tokens === tokensIn(asked.answer) ? asked.endedAt : undefined;
  const line = /^\s*[^\n]*\n?/.exec(ahead.slice(typed))?.[0].length ?? 0;
  const complete = sentBy(asked, typed + line - assumed);
  if (complete !== undefined && complete <= (answeredAt ?? Infinity)) return complete;
  // The client did not wait for the line's end; it had what it shows.
  return sentBy(asked, Math.min(typed + text.length, typed + line) - assumed);
}

/** When so many characters had been sent, or the whole of a shorter answer; undefined where that never was. */
function sentBy({ sentAt, endedAt, answer, tokens }: Asked, characters: number): number | undefined {
  if (characters <= 0) return -Infinity;
  return sentAt[Math.ceil(characters / charactersPerToken) - 1] ?? (tokens === tokensIn(answer) ? endedAt : undefined);
}
