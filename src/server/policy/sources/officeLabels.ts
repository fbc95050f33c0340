import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';

/** A sensitivity label that a document of Office carries. */
export interface OfficeLabel {
  /** The label's identifier, in small letters without braces. */
  readonly id: string;
  /** What the label is called; the newer of the two places does not say. */
  readonly name: string | undefined;
}

/** The part with custom properties (ISO/IEC 29500-1, 15.2.12.2), where labels stood first ([MS-OI29500] 2.1.31). */
export const customProperties = 'docprops/custom.xml';

/** The part with sensitivity labels that newer programs write ([MS-OI29500] 3.4.1.5, [MS-OFFCRYPTO] 2.6.4). */
export const labelInfo = 'docmetadata/labelinfo.xml';

const parser = new XMLParser({
  ignoreAttributes: false,
  removeNSPrefix: true,
  parseTagValue: false,
  htmlEntities: true,
  isArray: (name) => name === 'property' || name === 'label',
});

/** How far from its end a text's last tag begins, in characters. */
const maximumTail = 200;

const properties = z.object({
  Properties: z.object({
    property: z.array(z.object({ '@_name': z.string().optional(), lpwstr: z.string().optional() })).default([]),
  }),
});

const labelList = z.object({
  labelList: z.object({
    label: z
      .array(z.object({ '@_id': z.string(), '@_enabled': z.string().optional(), '@_removed': z.string().optional() }))
      .default([]),
  }),
});

/**
 * The labels in a document's custom properties: `MSIP_Label_<GUID>_Enabled`, `…_Name` and others.
 * @throws where the text is not what the standard has there.
 */
export function labelsOfProperties(xml: string): OfficeLabel[] {
  const labels = new Map<string, Record<string, string>>();
  for (const { '@_name': name, lpwstr } of properties.parse(parse(xml)).Properties.property) {
    const [, id, field] = /^MSIP_Label_\{?([^_{}]+)\}?_(\w+)$/i.exec(name ?? '') ?? [];
    if (id === undefined || field === undefined) continue;
    const fields = labels.get(id.toLowerCase()) ?? {};
    fields[field.toLowerCase()] = lpwstr ?? '';
    labels.set(id.toLowerCase(), fields);
  }
  return [...labels].filter(([, fields]) => !isFalse(fields['enabled'])).map(([id, fields]) => ({ id, name: fields['name'] }));
}

/**
 * The labels in a document's list of them. They have identifiers only, whose names the tenant's server knows.
 * @throws where the text is not what the standard has there.
 */
export function labelsOfList(xml: string): OfficeLabel[] {
  return labelList
    .parse(parse(xml))
    .labelList.label.filter((label) => !isFalse(label['@_enabled']) && (label['@_removed'] === undefined || isFalse(label['@_removed'])))
    .map((label) => ({ id: label['@_id'].replace(/[{}]/g, '').toLowerCase(), name: undefined }));
}

/**
 * The standard forbids document types (ISO/IEC 29500-2, 8.1.4), whose entities can be made to fill the memory. The
 * parser takes what is cut off for whole, so the end is asked for.
 */
function parse(xml: string): unknown {
  if (/<!DOCTYPE/i.test(xml)) throw new Error('A document type is not allowed here.');
  if (!/(<\/([\w.-]+:)?(Properties|labelList)\s*|\/)>\s*$/.test(xml.slice(-maximumTail))) throw new Error('The end is missing.');
  const parsed: unknown = parser.parse(xml);
  // A list or set of properties without content is an empty text to the parser.
  return Object.fromEntries(Object.entries(parsed as Record<string, unknown>).map(([key, value]) => [key, value === '' ? {} : value]));
}

function isFalse(value: string | undefined): boolean {
  return value !== undefined && /^(false|0)$/i.test(value.trim());
}
