import type { Label } from '../../protocol/label.ts';

/** What a file is taken for by its name alone. */
export interface Presumption {
  readonly rule: 'data-file' | 'credential-file';
  readonly label: Label;
}

/**
 * Formats that hold records, by the extension that their programs give them: delimited text, SAS, Stata, SPSS, R,
 * columnar and database files, spreadsheets, health messages and images.
 */
const dataExtensions = new Set(
  (
    'csv tsv tab psv sas7bdat xpt sas7bcat dta sav zsav por rds rda rdata qs fst feather arrow parquet orc avro ' +
    'xls xlsx xlsm xlsb ods dbf mdb accdb sqlite sqlite3 db duckdb jsonl ndjson h5 hdf5 npy npz pkl pickle ' +
    'hl7 dcm gpkg shp'
  ).split(' '),
);

/** Packings that hide what they hold; the extension before them decides. */
const packings = new Set(['gz', 'bz2', 'xz', 'zst', 'zip', '7z']);

/** Files that exist to keep credentials. */
const credentialFiles = [
  /^\.renviron$/,
  /^\.env(\..+)?$/,
  /^\.netrc$/,
  /^_netrc$/,
  /^\.pgpass$/,
  /^\.my\.cnf$/,
  /^id_(rsa|dsa|ecdsa|ed25519)$/,
  /\.(pem|key|p12|pfx|jks|keystore|kdbx)$/,
];

/**
 * What a file is presumed to be by its name, or undefined.
 * @param path any path; only its last part counts, in any letter case.
 */
export function presume(path: string): Presumption | undefined {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
  if (credentialFiles.some((pattern) => pattern.test(name))) return { rule: 'credential-file', label: 'secret' };
  const extensions = name.split('.').slice(1).reverse();
  const [last, before] = extensions;
  const deciding = last !== undefined && packings.has(last) ? before : last;
  return deciding !== undefined && dataExtensions.has(deciding) ? { rule: 'data-file', label: 'sensitive' } : undefined;
}
