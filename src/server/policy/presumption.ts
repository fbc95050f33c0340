import type { Label } from '../../protocol/label.ts';
import { keepsCredentials } from './credentialFile.ts';

/** What a file is taken for by its name alone. */
export interface Presumption {
  readonly rule: 'data-file' | 'credential-file';
  readonly label: Label;
}

/**
 * Formats that hold records, by the extension that their programs give them. Not among them: `.json`, `.xml`, `.yml`
 * and `.txt`, which are configuration or prose more often (`.csv.txt` is recognised as a copy), Stata's `.stpr`, which
 * lists the files of a project and holds no data, `.sql`, which is code (a dump is recognised by its name), and
 * `.fasta`, which for the most part holds reference sequences or those of pathogens.
 */
const dataExtensions = words(
  // Delimited and fixed-width text.
  'csv tsv tab psv fwf dat prn',
  // SAS: tables, indexes, views, catalogues, transport files, tables of version 6.
  'sas7bdat sas7bndx sas7bvew sas7bcat xpt v9xpt cpt cport sd2 ssd01',
  // Stata (a graph keeps what it plots), SPSS, jamovi, JASP, JMP, EpiData.
  'dta dtas gph sav zsav por omv jasp jmp rec epx',
  'rds rda rdata qs qs2 fst feather arrow parquet orc avro',
  // MATLAB, NumPy, Python objects, HDF5 and its uses for single cells.
  'mat npy npz pkl pickle joblib h5 hdf5 h5ad loom',
  // Spreadsheets and databases.
  'xls xlsx xlsm xlsb ods fods numbers dbf mdb accdb sqlite sqlite3 db db3 duckdb jsonl ndjson',
  // Dumps of databases.
  'dump dmp pgdump',
  // Places: points may be homes, tracks are a person's ways, and a shape's table is a file beside it.
  'gpkg shp geojson kml kmz gpx',
  // Health messages, images of patients, signals.
  'hl7 dcm dicom nii edf',
  // Genomes are personal data by themselves (GDPR art. 4(13)); a `.vcf` may also be an address book.
  'bam sam cram vcf gvcf bcf fastq fq ped fam psam pgen',
  // Mail.
  'mbox eml emlx msg pst ost',
  // What programs printed, rows included: SAS listings, logs of Stata and R, output of SPSS, results of a search.
  'lst smcl rout spv code-search',
);

/** Archives hold any number of files, and their names do not tell which. */
const archives = words('zip 7z tar rar tgz tbz2 txz tzst');

/** Whoever encrypts a file thought it worth that. */
const encryptions = words('gpg pgp enc aes age crypt');

/** Packings of a single file; the extension before them decides, and without one nothing is known. */
const packings = words('gz bz2 xz zst lz4 br z');

/** Endings that a copy, a half-written file or a database's own journal adds to the name that it is made from. */
const additions = [
  / - (copie|copy)$/,
  /(~|#|[-_. ](bak|bck|backup|old|orig|original|save|saved|copy|copie|tmp|temp|autosave|part|partial|crdownload|download|filepart|new))$/,
  /[-_. ](\d{1,14}|\d{4}-\d\d-\d\d|v\d+)$/,
  /\.(sw[a-p]|txt|text|asc|sig|lnk)$/,
  /-(wal|shm|journal)$/,
  /\s*\(\d+\)$/,
];

/** Beginnings of the files by which Office, LibreOffice, Emacs and Vim keep others out, or changes that are not saved. */
const lockMarks = /^(~\$|\.~lock\.|\.?#)/;

/** Folders that one data set is spread over: Parquet partitions, Delta tables, Zarr arrays, file geodatabases. */
const dataFolders = /\.(parquet|delta|zarr|gdb)[\\/]/i;

/** A file of SQL that was written by a program: by its name, or because someone packed it. */
const sqlDump = /(^|[-_. ])(dump|backup|sauvegarde|export)([-_. ].*)?\.sql$/;

/** No name is longer on any file system in use; the rest is not looked at. */
const maximumName = 255;

/** How many endings are taken off a name, one behind another. */
const maximumEndings = 8;

const sensitive: Presumption = { rule: 'data-file', label: 'sensitive' };

/**
 * What a file is presumed to be by its name, or undefined.
 * @param path any path, in any letter case; of the folders only those that are themselves a data set, or keep
 * credentials, count.
 * @param more extensions of data files beside the usual, in small letters without the point.
 */
export function presume(path: string, more: ReadonlySet<string> = new Set()): Presumption | undefined {
  const lower = path.normalize('NFC').toLowerCase();
  const name = lower.slice(Math.max(lower.lastIndexOf('/'), lower.lastIndexOf('\\')) + 1).slice(-maximumName);
  const names = originals(name);
  if (names.some((each) => keepsCredentials(lower, each))) return { rule: 'credential-file', label: 'secret' };
  if (dataFolders.test(lower)) return sensitive;
  return names.some((each) => holdsData(each, more)) ? sensitive : undefined;
}

/** Whether a file's name says that it is packed, an archive or encrypted: even where it is text, that is not what it holds. */
export function isWrapped(path: string): boolean {
  const extension = extensionOf(path.toLowerCase());
  return packings.has(extension) || archives.has(extension) || encryptions.has(extension);
}

/** A name and what it may have been before someone or something copied, packed or encrypted the file. */
function originals(name: string): string[] {
  const names = [name];
  let rest = name;
  if (lockMarks.test(rest)) names.push((rest = rest.replace(lockMarks, '')));
  else if (/^\..*\.sw[a-p]$/.test(rest)) names.push((rest = rest.slice(1)));
  while (names.length < maximumEndings) {
    const shorter = withoutEnding(rest);
    if (shorter === rest || shorter === '') break;
    names.push((rest = shorter));
  }
  return names;
}

function withoutEnding(name: string): string {
  const extension = extensionOf(name);
  if (isWrapped(name)) return name.slice(0, -extension.length - 1);
  const addition = additions.find((pattern) => pattern.test(name));
  return addition === undefined ? name : name.replace(addition, '');
}

function holdsData(name: string, more: ReadonlySet<string>): boolean {
  const extension = extensionOf(name);
  if (dataExtensions.has(extension) || more.has(extension)) return true;
  if (archives.has(extension) || encryptions.has(extension)) return true;
  if (packings.has(extension)) return !withoutEnding(name).includes('.') || extensionOf(withoutEnding(name)) === 'sql';
  return sqlDump.test(name);
}

function extensionOf(name: string): string {
  const point = name.lastIndexOf('.');
  return point < 0 ? '' : name.slice(point + 1);
}

function words(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '));
}
