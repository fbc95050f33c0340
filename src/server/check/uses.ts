import * as l10n from '@vscode/l10n';
import type { BackEndFacts, CompletionRouteName, Notice } from '../../protocol/backEndReport.ts';

/** How a route is called where a person reads of it. */
export function routeName(route: CompletionRouteName): string {
  switch (route) {
    case 'infill':
      return l10n.t('llama.cpp’s infill (/infill)');
    case 'ollama':
      return l10n.t('Ollama’s own route (/api/generate)');
    case 'template':
      return l10n.t('the fill-in-the-middle template of the model’s family');
    case 'mistral':
      return l10n.t('Mistral’s fill-in-the-middle (/fim/completions)');
    case 'plain':
      return l10n.t('the text before the cursor only');
    case 'chat':
      return l10n.t('a question to the chat model');
  }
}

/** What Vigie will use of a server, one sentence for each of its roles. */
export function usesOf({ roles, chat, completion }: BackEndFacts): Notice[] {
  const told = {
    chat: chat.works
      ? { id: 'chat', text: l10n.t('Chat uses the model {0}.', chat.model ?? '') }
      : { id: 'no-chat', text: l10n.t('Chat does not work with this server.') },
    completion:
      completion.route === undefined
        ? { id: 'no-ghost-text', text: l10n.t('Ghost text does not work with this server.') }
        : { id: 'ghost-text', text: l10n.t('Ghost text uses the model {0}: {1}.', completion.model ?? '', routeName(completion.route)) },
  };
  return (['chat', 'completion'] as const).filter((role) => roles.includes(role)).map((role) => told[role]);
}
