import type { ChatTurn } from '../../protocol/chat.ts';
import { highest } from '../../protocol/label.ts';
import type { Origin, SourceOrigin } from '../../protocol/origin.ts';
import { hiddenTogether } from './hidden.ts';
import type { AnswerLanguage } from './prompts/language.ts';

/** What a model is told whose answer broke off. */
export const continuePrompt: Record<AnswerLanguage, string> = {
  en: 'Your last answer broke off. Go on exactly where it stopped, in the middle of a line or a word if need be. Repeat nothing, begin with no introduction, and open no code block anew in which it stopped.',
  fr: 'Votre dernière réponse a été interrompue. Reprenez exactement là où elle s’est arrêtée, au milieu d’une ligne ou d’un mot s’il le faut. Ne répétez rien, ne commencez par aucune introduction, et ne rouvrez pas un bloc de code dans lequel elle s’est arrêtée.',
};

/**
 * An answer that came in two requests, as one turn with one text: sources of both, and the stricter of their labels.
 * @param began what came of it first
 * @param more the turn of what came then
 */
export function joinedAnswer(began: ChatTurn, more: ChatTurn): ChatTurn {
  const fragments = [...began.fragments, ...more.fragments];
  const sources = new Map<string, SourceOrigin>();
  for (const { origin } of fragments) {
    for (const source of origin.kind === 'answer' ? origin.sources : [origin]) sources.set(JSON.stringify(source), source);
  }
  const origin: Origin = { kind: 'answer', sources: [...sources.values()] };
  const hidden = fragments.flatMap(({ redacted, redactedBy }) => (redacted === undefined ? [] : [{ redacted, redactedBy }]));
  return {
    role: 'assistant',
    fragments: [
      {
        text: fragments.map(({ text }) => text).join(''),
        origin,
        label: highest(fragments.map(({ label }) => label)),
        ...hiddenTogether(hidden),
      },
    ],
  };
}

/** The last two turns of a history, where they are a question and its answer, which can go on. */
export function lastExchange(history: readonly ChatTurn[]): { question: ChatTurn; answer: ChatTurn } | undefined {
  const [question, answer] = history.slice(-2);
  return question?.role === 'user' && answer?.role === 'assistant' ? { question, answer } : undefined;
}
