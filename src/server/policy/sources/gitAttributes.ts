import * as l10n from '@vscode/l10n';
import { basename, join } from 'node:path';
import { exceeds, type Label } from '../../../protocol/label.ts';
import { labelName } from '../../../protocol/labelName.ts';
import { labelOfWord } from '../marker.ts';
import { pathWithin } from '../path.ts';
import type { SourceFinding } from './finding.ts';
import { FolderFiles, type FolderWithFiles } from './folderFiles.ts';
import { gitPattern } from './gitPattern.ts';
import { readLines, StampedFiles } from './stampedFiles.ts';

/** The file by which git gives files attributes. */
export const gitAttributesName = '.gitattributes';

/** The attribute that Vigie reads. */
const attribute = 'vigie';

/** A line that says something of the attribute: the label that it gives, or that it gives none. */
interface AttributeLine {
  readonly line: number;
  readonly label: Label | undefined;
  readonly matches: { readonly exact: (below: string) => boolean; readonly anyCase: (below: string) => boolean };
}

type AttributesFile = { readonly lines: readonly AttributeLine[] } | { readonly cause: string };

/**
 * Files that `.gitattributes` flags: `*.csv vigie=sensitive`, or `vigie` alone for the same; `-vigie` and `!vigie` take
 * it back, as gitattributes(5) has it. `public` and `internal` there lift nothing, and a word that is no label flags.
 *
 * Read are the files in the folders of the work tree. Left to git: attributes for one person or one machine
 * (`.git/info/attributes`, `core.attributesFile`), those of the index, and macros (`[attr]`).
 */
export class GitAttributes {
  readonly #folders: FolderFiles;
  readonly #files = new StampedFiles(readAttributes);

  /** @param folders finds at least `.gitattributes`. */
  constructor(folders = new FolderFiles([gitAttributesName])) {
    this.#folders = folders;
  }

  /**
   * What the attributes files from the root down to the file's own folder say; the deepest that says something, and in
   * it the last line, decides, as in git. One that cannot be read flags all files beneath it.
   * @param root the folder at which looking up ends, with links followed; for a file outside it, only the file's own
   * folder counts.
   * @param resolved the file's one true path.
   */
  async findings(root: string, resolved: string): Promise<readonly SourceFinding[]> {
    return this.findingsAmong(await this.#folders.around(root, resolved), resolved);
  }

  /** The same, where the folders from the root down have been looked at already. */
  async findingsAmong(around: readonly FolderWithFiles[], resolved: string): Promise<readonly SourceFinding[]> {
    const holders = around.filter(({ names }) => names.includes(gitAttributesName)).reverse();
    const read = await Promise.all(
      holders.map(async ({ folder }) => {
        const file = join(folder, gitAttributesName);
        return { file, below: pathWithin(folder, resolved) ?? basename(resolved), content: await this.#files.read(file) };
      }),
    );
    const findings: SourceFinding[] = [];
    const lines: Written[] = [];
    for (const { file, below, content } of read) {
      if (content === undefined) continue;
      if ('cause' in content) findings.push(unreadable(file, content.cause));
      else lines.push(...content.lines.map((line) => ({ ...line, file, below })));
    }
    // Where a file system ignores case, git may too; of its two answers the stricter counts.
    const exact = lines.find(({ matches, below }) => matches.exact(below));
    const anyCase = lines.find(({ matches, below }) => matches.anyCase(below));
    const strictest = exceeds(anyCase?.label ?? 'public', exact?.label ?? 'public') ? anyCase : exact;
    return strictest?.label === undefined ? findings : [...findings, flagged(strictest, strictest.label)];
  }
}

/** A line with where it is written and the path that it is asked about. */
interface Written extends AttributeLine {
  readonly file: string;
  readonly below: string;
}

function flagged({ file, line }: Written, label: Label): SourceFinding {
  const reason = l10n.t('.gitattributes labels it {0}.', labelName(label));
  return { rule: 'git-attributes', label, reason, writtenAt: { file, line } };
}

function unreadable(file: string, cause: string): SourceFinding {
  const reason = l10n.t('.gitattributes cannot be read ({0}), so it may flag this file.', cause);
  return { rule: 'git-attributes', label: 'sensitive', reason, writtenAt: { file, line: 1 } };
}

/** The lines that speak of the attribute, the last first, since the last that matches decides. */
async function readAttributes(file: string): Promise<AttributesFile> {
  const read = await readLines(file);
  if ('lines' in read) return { lines: read.lines.flatMap(attributeLine).reverse() };
  // Git does not mind the encoding, so neither do we where the file has nothing to say to us.
  const silent = read.cause === 'UTF-8' && !Buffer.from(read.bytes).toString('latin1').includes(attribute);
  return silent ? { lines: [] } : { cause: read.cause };
}

function attributeLine(text: string, index: number): AttributeLine[] {
  const { pattern, rest } = split(text.replace(/^[ \t]+/, ''));
  // A line that begins with `!` is an error to git, one with `[attr]` defines a macro.
  if (pattern === '' || /^[#!]|^\[attr\]/.test(pattern)) return [];
  const said = rest.split(/[ \t]+/).flatMap((word) => /^([-!]?)vigie(?:=(.*))?$/.exec(word) ?? []);
  const [, sign, value] = said.slice(-3);
  if (sign === undefined) return [];
  const matches = { exact: gitPattern(pattern, false), anyCase: gitPattern(pattern, true) };
  return [{ line: index + 1, label: sign === '' ? labelOf(value) : undefined, matches }];
}

/** @returns undefined for a label that tightens nothing. */
function labelOf(value: string | undefined): Label | undefined {
  const label = value === undefined ? 'sensitive' : (labelOfWord(value) ?? 'sensitive');
  return exceeds(label, 'internal') ? label : undefined;
}

/** A line's pattern, which may be quoted as strings are in C, and what stands behind it. */
function split(line: string): { pattern: string; rest: string } {
  const [quoted, inside] = /^"((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
  if (quoted !== undefined && inside !== undefined) {
    return { pattern: unquoted(inside), rest: line.slice(quoted.length) };
  }
  const [pattern = ''] = /^[^ \t]*/.exec(line) ?? [];
  return { pattern, rest: line.slice(pattern.length) };
}

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Git writes what is not ASCII as the octal numbers of its bytes in UTF-8. */
function unquoted(inside: string): string {
  const bytes = [...inside.matchAll(/\\([0-3][0-7]{2})|\\(.)|[^\\]+/gs)].flatMap(([text, octal, escaped]) => {
    if (octal !== undefined) return [parseInt(octal, 8)];
    if (escaped !== undefined) return [escapes[escaped] ?? escaped.charCodeAt(0)];
    return [...Buffer.from(text)];
  });
  return Buffer.from(bytes).toString('utf8');
}
