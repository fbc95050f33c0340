import type { ChatRequest, CompletionDraft, CompletionRequest, ContextText, Draft, Part, RequestOf } from './request.ts';

/**
 * Joins the parts of a judged draft into the texts that a back end sends. Messages that lost all their parts are
 * left out, and neighbours of one role are joined, since many chat templates demand that roles alternate.
 */
export function assemble<D extends Draft>(draft: D): RequestOf<D>;
export function assemble(draft: Draft): CompletionRequest | ChatRequest {
  const { maxTokens } = draft;
  if (draft.kind === 'completion') {
    const { language, stop, variant } = draft;
    const [prefix, suffix] = [join(draft.prefix, ''), join(draft.suffix, '')];
    return { kind: 'completion', context: contextOf(draft), prefix, suffix, language, maxTokens, stop, ...(variant !== undefined && { variant }) };
  }
  const messages: { role: 'system' | 'user' | 'assistant'; content: string }[] = [];
  for (const { role, parts } of draft.messages) {
    if (parts.length === 0) continue;
    const content = join(parts, '\n\n');
    const last = messages.at(-1);
    if (last?.role === role) last.content += `\n\n${content}`;
    else messages.push({ role, content });
  }
  return { kind: 'chat', messages, maxTokens };
}

/**
 * The texts of a request to look through as wholes. What stands before and behind a cursor is one text, and so is what
 * goes along before it, since rows of one table may be cut out of several places. A message of a chat may be one row of
 * a table whose other rows are messages too, so these are read line by line: those of all, those of the person alone,
 * between which answers stand, and those as they are sent.
 */
export function wholeTexts(draft: Draft): readonly string[] {
  if (draft.kind === 'completion') {
    return [[...contextOf(draft).map(({ text }) => text), join([...draft.prefix, ...draft.suffix], '')].join('\n')];
  }
  const all = draft.messages.flatMap(({ parts }) => parts);
  const own = draft.messages.flatMap(({ role, parts }) => (role === 'user' ? parts : []));
  return [...new Set([join(all, '\n\n'), join(all, '\n'), join(own, '\n')])];
}

/** The first line of a part of the context is its name. */
function contextOf({ context }: CompletionDraft): ContextText[] {
  return context.map(({ text }) => {
    const end = text.indexOf('\n');
    return end === -1 ? { name: text, text: '' } : { name: text.slice(0, end), text: text.slice(end + 1) };
  });
}

function join(parts: readonly Part[], between: string): string {
  return parts.map(({ text }) => text).join(between);
}
