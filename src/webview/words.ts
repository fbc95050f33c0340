import * as l10n from '@vscode/l10n';
import { placeWords } from '../protocol/alike.ts';
import { backendName } from '../protocol/backendName.ts';
import type { ChatResult } from '../protocol/chat.ts';
import type { Label } from '../protocol/label.ts';
import type { AttachmentKind, OtherDestination, PanelRemedy } from '../protocol/panel.ts';
import type { DestinationView, Place, Redaction } from '../protocol/verdict.ts';

/** @returns the host and port of an origin; empty where no address is set. */
export function hostName(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}

/** @returns what a person calls the back end that is not in use: its name in the settings, if it has one, and its host. */
export function otherName({ backend, name, origin }: OtherDestination): string {
  return `${name ?? backendName(backend)} ${hostName(origin)}`;
}

/** @returns a sentence for a back end that has no address. */
export function unsetSentence(backend: DestinationView['backend']): string {
  return backend === 'mistral' ? l10n.t('No address is set for Mistral.') : l10n.t('No gateway is set yet.');
}

/** @returns a sentence: what a destination with this clearance may receive. */
export function clearanceSentence(clearance: Label): string {
  switch (clearance) {
    case 'public':
      return l10n.t('May receive public text only.');
    case 'internal':
      return l10n.t('May receive public and internal text, nothing sensitive.');
    case 'sensitive':
    case 'secret':
      return l10n.t('May receive public, internal and sensitive text.');
  }
}

/** @returns the last part of each path, or the whole where others end alike. */
export function shortNames(paths: readonly string[]): string[] {
  const last = paths.map((path) => path.slice(path.lastIndexOf('/', path.length - 2) + 1));
  return paths.map((path, index) => (last.filter((each) => each === last[index]).length > 1 ? path : (last[index] ?? path)));
}

/** @returns whether two places are one for a person. */
export function samePlace(one: Place, other: Place): boolean {
  return one.uri === other.uri && placeWords(one) === placeWords(other);
}

/** @returns what the button says that offers a remedy. */
export function remedyText(remedy: PanelRemedy): string {
  switch (remedy) {
    case 'setKey':
      return l10n.t('Set API Key');
    case 'openSettings':
      return l10n.t('Open Settings');
    case 'retry':
      return l10n.t('Ask Again');
    case 'redact':
      return l10n.t('Send Redacted');
    case 'whyBlocked':
      return l10n.t('Why Blocked?');
    case 'switchBackend':
      return l10n.t('Switch Back End');
    case 'useMistral':
      return l10n.t('Use Mistral');
    case 'trust':
      return l10n.t('Trust This Folder');
  }
}

/** @returns what the button says that switches to this back end. */
export function switchText(backend: DestinationView['backend']): string {
  return backend === 'mistral' ? l10n.t('Switch to Mistral') : l10n.t('Switch to the Gateway');
}

/** @returns what kind of thing an attachment is. */
export function kindName(kind: AttachmentKind): string {
  switch (kind) {
    case 'selection':
      return l10n.t('Selection');
    case 'file':
      return l10n.t('File');
    case 'folder':
      return l10n.t('Folder');
    case 'symbol':
      return l10n.t('Symbol');
    case 'problems':
      return l10n.t('Problems');
    case 'terminal':
      return l10n.t('Terminal');
    case 'schema':
      return l10n.t('Columns');
    case 'diff':
      return l10n.t('Changes');
  }
}

/** The most placeholders that are named in a sentence; all of them are in the list below it. */
const namedAtMost = 5;

/** @returns a sentence: how many values were redacted, and what stood in their place. At least one. */
export function redactionSentence(redactions: readonly Redaction[]): string {
  const names = redactions.slice(0, namedAtMost).map(({ placeholder }) => placeholder.replace(/^«\s*|\s*»$/g, ''));
  const named = [...names, ...(redactions.length > namedAtMost ? ['…'] : [])].join(', ');
  return redactions.length === 1
    ? l10n.t('1 value was redacted on the way out: {0}', named)
    : l10n.t('{0} values were redacted on the way out: {1}', redactions.length, named);
}

/** @returns what a person has to know about how an answer ended, one sentence each; mostly nothing. */
export function endNotes(result: Extract<ChatResult, { outcome: 'answered' }>): string[] {
  const notes: string[] = [];
  if (result.finish === 'cancelled') notes.push(l10n.t('You stopped this answer.'));
  if (result.finish === 'length')
    notes.push(l10n.t('The answer ends here because it met the length limit of the model.'));
  if (result.finish === 'cut') notes.push(result.trouble ?? l10n.t('The connection ended before the answer did. “Continue” asks for the rest.'));
  else if (result.trouble !== undefined) notes.push(result.trouble);
  if (result.withheld === 1) {
    notes.push(l10n.t('1 part of the question or the conversation was left out because this destination may not receive it.'));
  } else if (result.withheld > 1) {
    notes.push(
      l10n.t(
        '{0} parts of the question or the conversation were left out because this destination may not receive them.',
        result.withheld,
      ),
    );
  }
  return notes;
}
