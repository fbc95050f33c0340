import * as l10n from '@vscode/l10n';
import type { Label } from './label.ts';

/** What a person reads for a label. Rule files keep the English words, whatever the language. */
export function labelName(label: Label): string {
  switch (label) {
    case 'public':
      return l10n.t('public');
    case 'internal':
      return l10n.t('internal');
    case 'sensitive':
      return l10n.t('sensitive');
    case 'secret':
      return l10n.t('secret');
  }
}
