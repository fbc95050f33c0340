import * as l10n from '@vscode/l10n';
import { assigned } from './credentials/assigned.ts';
import { privateKeys } from './credentials/privateKey.ts';
import { shaped } from './credentials/shapes.ts';
import { wellKnown } from './credentials/wellKnown.ts';
import type { Detector } from './detector.ts';
import { Look } from './look.ts';
import { mergeHits } from './mergeHits.ts';

/** Passwords, tokens and keys written into code. */
export const credentials: Detector = {
  rule: 'credentials',
  label: 'secret',
  placeholder: 'SECRET',
  redacts: true,
  reason: () => l10n.t('It holds what reads as a password, a token or a private key.'),
  detect: (text, look = new Look(text)) => mergeHits([...wellKnown(text, look), ...privateKeys(look), ...shaped(look), ...assigned(look)]),
};
