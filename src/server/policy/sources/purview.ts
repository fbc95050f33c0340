import * as l10n from '@vscode/l10n';
import { extname } from 'node:path';
import { labelName } from '../../../protocol/labelName.ts';
import { errorCode } from '../errorCode.ts';
import { readBeginning } from '../readBeginning.ts';
import type { SourceFinding } from './finding.ts';
import { labelOfSensitivity } from './labelWords.ts';
import type { OfficeLabel } from './officeLabels.ts';
import { StampedFiles } from './stampedFiles.ts';

/** Documents of Office that are packages of parts (ISO/IEC 29500): of Word, Excel, PowerPoint and Visio. */
const packages = new Set(
  (
    'docx docm dotx dotm xlsx xlsm xlsb xltx xltm xlam pptx pptm potx potm ppsx ppsm ppam sldx ' +
    'vsdx vsdm vssx vssm vstx vstm'
  ).split(' '),
);

/** Beginnings of files: of a package (PKWARE APPNOTE 4.3.7), and of a compound file ([MS-CFB] 2.2). */
const packageMark = '504b0304';
const compoundMark = 'd0cf11e0a1b11ae1';

/** A name longer than this is cut off for people. */
const maximumName = 80;

/** Sensitivity labels of Microsoft Purview, which Office writes into its documents. */
export class Purview {
  readonly #files = new StampedFiles(readDocument);

  /**
   * What the sensitivity labels of a document of Office say.
   *
   * A protected document is not a package but a compound file ([MS-OFFCRYPTO]): sensitive, since whoever encrypts
   * restricts. A damaged package says nothing here, because no program opens it either; what is presumed of its name
   * stands. A part with labels that cannot be read, and a file that cannot be read, are sensitive.
   * @param resolved the file's one true path.
   */
  async findings(resolved: string): Promise<readonly SourceFinding[]> {
    if (!packages.has(extname(resolved).slice(1).toLowerCase())) return [];
    return (await this.#files.read(resolved)) ?? [];
  }
}

async function readDocument(path: string): Promise<readonly SourceFinding[]> {
  let mark: string;
  try {
    mark = Buffer.from(await readBeginning(path, compoundMark.length / 2)).toString('hex');
  } catch (error) {
    return [unreadable(errorCode(error) ?? '')];
  }
  if (mark === compoundMark) {
    return [finding('sensitive', l10n.t('It is protected with a password or by rights, so it counts as sensitive.'))];
  }
  return mark.startsWith(packageMark) ? readPackage(path) : [];
}

/** What reads packages is loaded with the first: most workspaces have none. */
async function readPackage(path: string): Promise<readonly SourceFinding[]> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded late; the tests' loader knows no late `import` of TypeScript.
  const { labelsInPackage } = require('./officePackage.ts') as typeof import('./officePackage.ts');
  try {
    const { labels, isDamaged } = await labelsInPackage(path);
    return isDamaged ? [...findingsOf(labels), unreadable(l10n.t('damaged'))] : findingsOf(labels);
  } catch (error) {
    // An error of the file system has a code, one of the package has none.
    const code = errorCode(error);
    return code === undefined ? [] : [unreadable(code)];
  }
}

/** A label that one place names is no longer nameless in the other. */
function findingsOf(labels: readonly OfficeLabel[]): SourceFinding[] {
  const names = new Map(labels.flatMap(({ id, name }) => (name === undefined || name.trim() === '' ? [] : [[id, name]])));
  return [...new Set(labels.map(({ id }) => id))].flatMap((id) => {
    const name = names.get(id);
    if (name === undefined) {
      return [finding('sensitive', l10n.t('It has a Microsoft sensitivity label whose name it does not tell.'))];
    }
    const label = labelOfSensitivity(name);
    if (label === undefined) return [];
    const shown = name.length > maximumName ? `${name.slice(0, maximumName)}…` : name;
    return [finding(label, l10n.t('Its Microsoft sensitivity label is “{0}”, which makes it {1}.', shown, labelName(label)))];
  });
}

function unreadable(cause: string): SourceFinding {
  return finding('sensitive', l10n.t('Its Microsoft sensitivity label cannot be read ({0}).', cause));
}

function finding(label: SourceFinding['label'], reason: string): SourceFinding {
  return { rule: 'purview', label, reason };
}
