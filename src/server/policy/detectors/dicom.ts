import * as l10n from '@vscode/l10n';
import type { Detector, Hit } from './detector.ts';
import { Look, signOf } from './look.ts';

/** Where a DICOM file says what it is, behind a preamble of 128 bytes. Source: DICOM PS3.10, 7.1. */
const preamble = 128;

/**
 * Attributes of the patient with a value, in the listings of dcmdump, pydicom, gdcmdump and R's packages, and in DICOM
 * JSON: name, number, birth date, address, telephone, other names and numbers, mother's name.
 * Source: DICOM PS3.6, group 0010.
 */
const tag = '(?:0010|0020|0021|0030|0032|1000|1001|1005|1040|1060|2154)';
const listings = [
  new RegExp(`\\(0010, ?${tag}\\)[^\\n\\["']{0,40}(?:'s[^\\n\\["']{0,40})?\\b(?:PN|LO|DA|SH|LT|ST|UC|AS|TM):?\\s{0,5}[\\["']([^\\]"'\\n]{1,200})`, 'g'),
  new RegExp(`"0010${tag}"\\s{0,5}:\\s{0,5}\\{\\s{0,20}"vr"\\s{0,5}:\\s{0,5}"\\w\\w"\\s{0,5},\\s{0,20}"Value"\\s{0,5}:\\s{0,5}\\[[\\s{]{0,40}(?:"Alphabetic"\\s{0,5}:\\s{0,5})?"([^"\\n]{1,200})`, 'g'),
  new RegExp(`tag="0010,?${tag}"[^>\\n]{0,120}>([^<\\n]{1,200})`, 'g'),
];

const signs = listings.map((listing) => signOf(listing, '0010'));

/** What stands where no value is, or one that says nothing. */
const empty = /^\s*(?:\(no value.*|anonym.*|none|no name|x+|0+|test.*|#.*)?\s*$/i;

/** Images with their patient: a DICOM file read as text, or a listing of its header with the patient's attributes. */
export const dicom: Detector = {
  rule: 'dicom',
  label: 'sensitive',
  placeholder: 'DICOM',
  redacts: false,
  reason: () => l10n.t('It holds the header of a medical image (DICOM) with its patient.'),
  detect(text, look = new Look(text)) {
    if (text.startsWith('DICM', preamble) && /[\0\ufffd]/.test(text)) return [{ start: 0, end: text.length }];
    if (!look.hasAny(signs)) return [];
    const hits: Hit[] = [];
    for (const match of listings.flatMap((listing) => [...text.matchAll(listing)])) {
      const value = match[1] ?? '';
      if (empty.test(value)) continue;
      const end = match.index + match[0].length;
      hits.push({ start: end - value.length, end });
    }
    return hits.sort((a, b) => a.start - b.start);
  },
};
