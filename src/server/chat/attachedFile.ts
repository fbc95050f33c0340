import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { extname } from 'node:path';
import * as z from 'zod';
import { decodeText } from '../policy/decodeText.ts';
import { documentPath } from '../policy/documentPath.ts';
import { errorCode } from '../policy/errorCode.ts';
import { resolvePath } from '../policy/path.ts';
import { readBeginning } from '../policy/readBeginning.ts';

/** How much of a file is read that is not open, in bytes: far more than is sent, so that what it is can be told. */
export const fileReach = 1_000_000;

/** The largest notebook that is read, in bytes: pictures make them large, and only all of it can be understood. */
const notebookReach = 20_000_000;

/** Where git looks for a NUL to tell binary files (buffer_is_binary in its xdiff-interface.c). */
const binaryReach = 8000;

/** What a file holds that is not open in the editor. */
export interface FileText {
  /** Its text, or the beginning of it. */
  readonly text: string;
  /** For the fence around it: the extension of its name. */
  readonly languageId: string;
  /** How many bytes the file has where only its beginning was read. */
  readonly bytes?: number;
}

/**
 * Reads a file of this machine as text: UTF-8, UTF-16 with a mark, or else Latin-1; at most `fileReach` bytes of it. Of
 * a notebook, what its cells say: what they printed stays.
 * @param uri with the scheme `file` or `vscode-remote`
 * @param name what a person calls it
 * @returns a sentence where it cannot be had, with a way out
 */
export async function readFileText(uri: string, name: string): Promise<FileText | string> {
  const document = documentPath(uri);
  if (document.kind !== 'file' || !/^(?:file|vscode-remote):/.test(uri)) {
    return l10n.t('{0} is not open in an editor that Vigie can read. Open it as text and ask again.', name);
  }
  try {
    // Where the path leads, as the gate sees it: what it labels and what is read are one file.
    const path = await resolvePath(document.paths[0]);
    const found = await stat(path);
    if (found.isDirectory()) return l10n.t('{0} is a folder. Attach it as a folder to send the names of its files.', name);
    if (!found.isFile()) return l10n.t('{0} is no file that can be read as text.', name);
    const isNotebook = extname(path).toLowerCase() === '.ipynb';
    const bytes = await readBeginning(path, isNotebook ? notebookReach : fileReach);
    if (isBinary(bytes)) {
      return l10n.t('{0} is not a text: Vigie cannot read it. For a table, attach a CSV export of it, or the code that reads it.', name);
    }
    const text = withoutMark(decodeText(bytes));
    const whole = bytes.length >= found.size;
    if (isNotebook) return notebookText(whole ? text : '', name);
    return { text, languageId: languageOf(path), ...(!whole && { bytes: found.size }) };
  } catch (error) {
    return errorCode(error) === 'ENOENT'
      ? l10n.t('{0} is no longer there. Remove it from the question.', name)
      : l10n.t('{0} cannot be read ({1}). Open it in the editor, or remove it from the question.', name, errorCode(error) ?? 'error');
  }
}

/** Whether bytes are no text: with a NUL near their beginning and no mark of UTF-16, packed, or a PDF. */
export function isBinary(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return false;
  const begins = (...magic: number[]): boolean => magic.every((byte, at) => bytes[at] === byte);
  // gzip, bzip2, xz, zip, PDF: without a NUL near the beginning for sure.
  if (begins(0x1f, 0x8b) || begins(0x42, 0x5a, 0x68) || begins(0xfd, 0x37, 0x7a, 0x58) || begins(0x50, 0x4b, 3, 4)) return true;
  return begins(0x25, 0x50, 0x44, 0x46) || bytes.subarray(0, binaryReach).includes(0);
}

const notebook = z.object({
  cells: z.array(z.object({ cell_type: z.string(), source: z.union([z.string(), z.array(z.string())]) })),
});

/** The cells of a notebook, one after the other, each with a line that says what it is (nbformat 4). */
function notebookText(json: string, name: string): FileText | string {
  try {
    const { cells } = notebook.parse(JSON.parse(json));
    const texts = cells.map(({ cell_type, source }, index) => `# --- ${index + 1}: ${cell_type.replace(/\W/g, '')}\n${typeof source === 'string' ? source : source.join('')}\n`);
    return { text: texts.join('\n'), languageId: '' };
  } catch {
    return l10n.t('The notebook {0} cannot be read. Open it in the editor and attach its cells.', name);
  }
}

/** What Markdown calls a language is mostly the extension of its files; anything unusual is left out. */
function languageOf(path: string): string {
  const extension = extname(path).slice(1).toLowerCase();
  return /^[a-z]{1,8}$/.test(extension) ? extension : '';
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
