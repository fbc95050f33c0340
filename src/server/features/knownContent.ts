import { decodeText } from '../policy/decodeText.ts';
import { isUnread } from '../policy/kinship/source.ts';
import { isWrapped } from '../policy/presumption.ts';
import { readBeginning } from '../policy/readBeginning.ts';

/** How much of a data file is looked through before it is opened: bytes of a file, characters of an open document. */
const lookedThrough = 200_000;

/** Control characters that text has none of. Lines and pages end with others, and old texts of DOS with the last left out. */
// eslint-disable-next-line no-control-regex
const ofNoText = /[\u0000-\u0008\u000e-\u0019\u001b-\u001f]/;

/**
 * What the beginning of a data file says to whoever reads it.
 * @param path absolute
 * @param open its text as the editor has it, where it is open there
 * @returns undefined where nobody can tell what it holds: it cannot be read, is no text, or is packed or encrypted.
 */
export async function knownContent(path: string, open: string | undefined): Promise<string | undefined> {
  if (isUnread(path) || isWrapped(path)) return undefined;
  let text: string;
  try {
    text = open?.slice(0, lookedThrough) ?? decodeText(await readBeginning(path, lookedThrough));
  } catch {
    return undefined;
  }
  return ofNoText.test(text) ? undefined : text;
}
