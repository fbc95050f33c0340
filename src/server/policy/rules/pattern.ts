import * as l10n from '@vscode/l10n';

/** Roots under which people's files lie on Linux and macOS: a pattern that begins so is a path of the machine. */
const machineRoot = /^\/(home|Users|root|mnt|media|Volumes|tmp)\//;

/** Where patterns of a rule file begin: at its own folder, or at the root of the disk for one that lies in no project. */
export type PatternRoot = 'folder' | 'machine';

/**
 * Why a pattern matches nothing, or not what it seems to: gitignore takes all of these silently, and a rule that
 * silently protects nothing is worse than none.
 * @returns a sentence for the person, or undefined for a sound pattern.
 */
export function patternFault(pattern: string, root: PatternRoot): string | undefined {
  const path = pattern.replace(/^!/, '').replace(/^\.\//, '');
  if (/^[\s#]/.test(pattern)) return l10n.t('A pattern cannot begin with a space or with #.');
  if (/\\(?![#! ?[\]])/.test(path)) return l10n.t('Write / between folders, not \\.');
  if (/[{}]/.test(path)) return l10n.t('Braces have no meaning here. Write several patterns.');
  const elsewhere = /^~|^[A-Za-z]:/.test(path) || path.split('/').includes('..');
  if (root === 'folder' ? elsewhere || machineRoot.test(path) : elsewhere || !/^\/|^\*\*\/|^[^/]+\/?$/.test(path)) {
    return root === 'folder'
      ? l10n.t('Write the path from the folder of this rule file on.')
      : l10n.t('Begin with / for a path of the machine (/srv/data/**, on Windows /c/data/**), or with **/ for any folder.');
  }
  if (/\/\//.test(path) || path.split('/').includes('.')) return l10n.t('Write each folder once, with one / between.');
  return undefined;
}

/** A pattern as it is matched: in Unicode form NFC, and without a leading `./`, which gitignore does not know. */
export function normalPattern(pattern: string): string {
  return pattern.normalize('NFC').replace(/^(!?)\.\//, '$1/');
}
