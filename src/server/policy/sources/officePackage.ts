import { buffer } from 'node:stream/consumers';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { decodeText } from '../decodeText.ts';
import { customProperties, labelInfo, labelsOfList, labelsOfProperties, type OfficeLabel } from './officeLabels.ts';

/** The largest part with labels that is read, in bytes unpacked; true ones have a few kB. */
const maximumPart = 256 * 1024;

/** How many parts of a package are looked at; a workbook with hundreds of sheets has some thousand. */
const maximumParts = 20_000;

/** What the parts of a package say. */
interface PackageLabels {
  /** Those that were read until a part could not be. */
  readonly labels: readonly OfficeLabel[];
  readonly isDamaged: boolean;
}

/**
 * Reads the sensitivity labels in a document of Office that is a package.
 * @throws where it cannot be opened: an error of the file system has a code, one of the package has none.
 */
export async function labelsInPackage(path: string): Promise<PackageLabels> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    return await readParts(zip);
  } finally {
    zip.close();
  }
}

async function readParts(zip: ZipFile): Promise<PackageLabels> {
  const labels: OfficeLabel[] = [];
  let parts = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName.toLowerCase().replace(/^\//, '');
      if (name === customProperties) labels.push(...labelsOfProperties(await readPart(zip, entry)));
      if (name === labelInfo) labels.push(...labelsOfList(await readPart(zip, entry)));
      parts += 1;
      if (parts > maximumParts) throw new Error('The package has too many parts.');
    }
  } catch {
    return { labels, isDamaged: true };
  }
  return { labels, isDamaged: false };
}

/** @throws for a part that is too large, packed or encrypted in a way that no program of Office writes, or damaged. */
async function readPart(zip: ZipFile, entry: Entry): Promise<string> {
  if (entry.uncompressedSize > maximumPart || !entry.canDecodeFileData()) throw new Error('The part cannot be read.');
  // The reader ends with an error as soon as there is more than the size that the package declares.
  return decodeText(await buffer(await zip.openReadStreamPromise(entry)));
}
