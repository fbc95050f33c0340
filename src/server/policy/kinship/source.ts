import { basename } from 'node:path';
import { decodeText } from '../decodeText.ts';

/**
 * Which files are read for kinship, and how.
 *
 * Read: every file of text, whatever its name, in UTF-8, UTF-16 with a byte-order mark, or Latin-1 (Windows-1252), and
 * the same packed with gzip (`.gz`). Not read, and so recognised by origin only: files whose beginning has a NUL
 * character, and those of `unreadFormats`.
 */

/** Formats that hold records in binary or packed form; their text is not in their bytes. */
export const unreadFormats: readonly string[] = (
  'sas7bdat sas7bcat xpt dta sav zsav por rds rda rdata qs fst feather arrow parquet orc avro xls xlsx xlsm xlsb ods ' +
  'odt doc docx ppt pptx pdf dbf mdb accdb sqlite sqlite3 db duckdb h5 hdf5 npy npz pkl pickle dcm gpkg shp shx ' +
  'zip 7z rar tar tgz bz2 xz zst png jpg jpeg gif tif tiff webp ico mp3 mp4 woff woff2 ttf exe dll so'
).split(' ');

/** Programs and prose written by people: two of them share idioms, so that more in common is asked of them. */
const written = new Set(
  (
    'r py sql sas do ado mata jl m js ts jsx tsx mjs cjs sh bash ps1 bat c h cpp hpp cs java go rs rb php pl scala lua ' +
    'qmd rmd rnw tex md markdown rst ipynb html htm css scss yml yaml toml ini cfg conf stan bugs jags'
  ).split(' '),
);

/** Records by their name: with names of columns in the first line, and with names beside the values. */
const tables = new Set('csv tsv tab psv'.split(' '));
const objects = new Set('json jsonl ndjson geojson hl7 xml'.split(' '));

/** Of the folded characters of a text that is no table by its form, the share of digits that makes it one. */
const digitsOfRecords = 0.2;

/** A first line with a smaller share of digits names columns. */
const digitsOfValues = 0.3;

/** How many lines show the form of a table. */
const linesLookedAt = 50;

/** Rows of values, or text that people wrote. */
export type Kind = 'rows' | 'text';

/** What a file's beginning says about how to read it. */
export interface Form {
  readonly kind: Kind;
  /** Whether the first line names the columns and is left out. */
  readonly header: boolean;
  readonly encoding: 'bytes' | 'utf-16le' | 'utf-16be';
}

/** Whether a file's name says that its text cannot be read. */
export function isUnread(path: string): boolean {
  return unreadFormats.includes(extensionOf(path));
}

/** Whether a file is packed with gzip. */
export function isPacked(path: string): boolean {
  return /\.gz$/i.test(path);
}

/**
 * Judges a file by its name and its first bytes (64 kB show enough).
 * @returns undefined where it holds no text.
 */
export function formOf(path: string, beginning: Uint8Array): Form | undefined {
  const [first, second] = beginning;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'bytes';
  if (encoding === 'bytes' && beginning.includes(0)) return undefined;
  const text = decodeText(beginning);
  const extension = extensionOf(path);
  if (written.has(extension)) return { kind: 'text', header: false, encoding };
  const lines = text.split(/\r\n?|\n/).slice(0, linesLookedAt).filter((line) => line.trim() !== '');
  const delimited = isDelimited(lines);
  const named = objects.has(extension) || /^\s*[[{<]/.test(text);
  const rows = tables.has(extension) || named || delimited || shareOfDigits(text) >= digitsOfRecords;
  const isTable = tables.has(extension) || (delimited && !named);
  const header = isTable && lines.length > 1 && shareOfDigits(lines[0] ?? '') < digitsOfValues;
  return { kind: rows ? 'rows' : 'text', header, encoding };
}

function extensionOf(path: string): string {
  const parts = basename(path).toLowerCase().replace(/\.gz$/, '').split('.');
  return parts.length > 1 ? (parts.at(-1) ?? '') : '';
}

/** Whether nearly all lines have as many delimiters as the first, quoted ones left aside. */
function isDelimited(lines: readonly string[]): boolean {
  if (lines.length < 2) return false;
  return [',', ';', '\t', '|'].some((delimiter) => {
    const [first = 0, ...others] = lines.map((line) => line.replace(/"[^"]*"/g, '').split(delimiter).length - 1);
    return first > 0 && others.filter((count) => count === first).length >= 0.8 * others.length;
  });
}

function shareOfDigits(text: string): number {
  const counted = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return counted === 0 ? 0 : (text.match(/\d/g)?.length ?? 0) / counted;
}
