import * as l10n from '@vscode/l10n';
import type { Detector, Hit } from './detector.ts';
import { joined } from './joined.ts';
import { Look, signOf } from './look.ts';

/** The head of an HL7 v2 message, as it is and as strings and XML spell it. Source: HL7 v2.5.1, 2.14.9 MSH. */
const hl7Head = /MSH\|\^~\\{1,2}&/g;

/** What parts segments: a carriage return by the standard, whatever a text makes of it in practice. */
const segmentEnd = /\r\n|\r|\n|\\r\\n|\\r|\\n|["']/g;

/**
 * Resources of FHIR that speak of one person, with the content that makes them do so. `Bundle` counts by what it holds.
 * Source: HL7 FHIR R4, the patient compartment.
 */
const fhirType =
  /["']?resourceType["']?\s{0,10}(?::|=(?!=))\s{0,10}\\?["'](Patient|Person|RelatedPerson|Observation|Encounter|Condition|DiagnosticReport|Immunization|Procedure|MedicationRequest|MedicationAdministration|MedicationStatement|AllergyIntolerance|Specimen|ServiceRequest|QuestionnaireResponse|Composition|Claim|Coverage|EpisodeOfCare|FamilyMemberHistory|CarePlan)\\?["']/g;
const fhirPerson = /["']?(?:family|given|birthDate|deceasedDateTime)["']?\s{0,10}[:=]\s{0,10}\[?\s{0,10}["'][^"'\n<{$]{2,80}["']/g;
const fhirSubject = /["']?reference["']?\s{0,10}[:=]\s{0,10}["'](?:(?:https?:\/\/[^"'\s]{1,200}\/)?Patient\/|urn:uuid:)[\w.-]{1,64}["']/g;

/** One emergency visit in the format of OSCOUR's summaries (RPU), with at least two of its values. */
const rpuOpening = /<PATIENT>/g;
const rpuValues = /<(?:CP|COMMUNE|NAISSANCE|SEXE|ENTREE|SORTIE|DP|MOTIF|GRAVITE)>\s{0,20}[^<\s{$%][^<]{0,200}</g;

/** What each kind of message has. */
const signs = { hl7: signOf(hl7Head), fhir: signOf(fhirType), cda: signOf(/recordTarget>/), visit: signOf(rpuOpening) };

/** How far one emergency visit is read, in characters. */
const visitReach = 5000;

/**
 * Messages of care about a person: HL7 v2 with its PID segment, FHIR resources, CDA documents, emergency visits of
 * OSCOUR (order of 24 July 2013). Definitions, value sets and programs that read such messages are not.
 */
export const healthMessage: Detector = {
  rule: 'health-message',
  label: 'sensitive',
  placeholder: 'MESSAGE',
  redacts: false,
  reason: () => l10n.t('It holds a message of care about a person (HL7, FHIR, CDA or an emergency visit).'),
  detect(text, look = new Look(text)) {
    return joined([
      ...(look.has(signs.hl7) ? hl7(text) : []),
      ...(look.has(signs.fhir) ? fhir(text) : []),
      ...(look.has(signs.cda) ? cda(text) : []),
      ...(look.has(signs.visit) ? emergencyVisits(text) : []),
    ]);
  },
};

function* hl7(text: string): Generator<Hit> {
  const heads = [...text.matchAll(hl7Head)].map(({ index }) => index);
  for (const [index, start] of heads.entries()) {
    const next = heads[index + 1] ?? text.length;
    let end = start;
    let identified = false;
    const message = text.slice(start, next);
    segmentEnd.lastIndex = 0;
    for (let from = 0; from < message.length; ) {
      const stop = segmentEnd.exec(message);
      const to = stop?.index ?? message.length;
      const segment = message.slice(from, to);
      if (/^[A-Z][A-Z0-9]{2}\|/.test(segment)) {
        end = start + to;
        identified ||= segment.startsWith('PID|') && (segment.match(/\|[^|{}<>%$]{2,}/g) ?? []).length >= 2;
      } else if (segment.trim() !== '') break;
      if (stop === null) break;
      from = segmentEnd.lastIndex;
    }
    if (identified) yield { start, end };
  }
}

function* fhir(text: string): Generator<Hit> {
  const types = [...text.matchAll(fhirType)];
  if (types.length === 0) return;
  const objects = bracketsAround(text, types.map(({ index }) => index));
  const persons = [...text.matchAll(fhirPerson)].map(({ index }) => index);
  const subjects = [...text.matchAll(fhirSubject)].map(({ index }) => index);
  for (const [index, match] of types.entries()) {
    const around = objects[index];
    if (around === undefined) continue;
    const telling = /Patient|Person/.test(match[1] ?? '') ? persons : subjects;
    if (anyWithin(telling, around)) yield around;
  }
}

/** Whether one of the ordered offsets lies within a stretch of text. */
function anyWithin(offsets: readonly number[], { start, end }: Hit): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? Infinity) < start) low = middle + 1;
    else high = middle;
  }
  return (offsets[low] ?? Infinity) < end;
}

/**
 * The innermost braces or R lists around each offset, in one pass over the text; what does not close ends with the
 * text. Brackets within double quotes do not count, but for a quote that spans lines.
 */
function bracketsAround(text: string, offsets: readonly number[]): (Hit | undefined)[] {
  const opened: { start: number; of: number[] }[] = [];
  const found: (Hit | undefined)[] = offsets.map(() => undefined);
  let next = 0;
  const close = (end: number): void => {
    const bracket = opened.pop();
    for (const index of bracket?.of ?? []) found[index] = { start: bracket?.start ?? end, end };
  };
  for (let at = 0; at < text.length; at += 1) {
    if (at === offsets[next]) opened.at(-1)?.of.push(next++);
    const char = text[at];
    if (char === '"' && text[at - 1] !== '\\') {
      const end = text.indexOf('"', at + 1);
      const inside = end !== -1 && end - at < 2000 && (offsets[next] ?? Infinity) > end && !text.slice(at, end).includes('\n');
      if (inside) at = end;
    } else if (char === '{' || char === '(') opened.push({ start: at, of: [] });
    else if (char === '}' || char === ')') close(at + 1);
    while (next < offsets.length && (offsets[next] ?? Infinity) <= at) next += 1;
  }
  while (opened.length > 0) close(text.length);
  return found;
}

/** A CDA document from its root to its end, where it names a patient. Source: HL7 CDA R2, recordTarget. */
function* cda(text: string): Generator<Hit> {
  for (let at = text.indexOf('recordTarget>'); at !== -1; ) {
    const stop = text.indexOf('/recordTarget>', at + 13);
    const target = text.slice(at, stop === -1 ? text.length : stop);
    const after = at + Math.max(target.length, 13);
    if (/<(?:\w+:)?patient\b/.test(target) && /<(?:\w+:)?(?:family|given|birthTime|streetAddressLine)\b[^>]{0,200}(?:value\s{0,5}=\s{0,5}["']\d|>\s{0,20}\p{L}{2})/u.test(target)) {
      const root = text.lastIndexOf('<ClinicalDocument', at);
      const end = text.indexOf('</ClinicalDocument>', after);
      const start = root === -1 ? text.lastIndexOf('<', at) : root;
      yield { start: Math.max(0, start), end: end === -1 ? Math.min(text.length, after + '/recordTarget>'.length) : end + '</ClinicalDocument>'.length };
      at = end === -1 ? -1 : text.indexOf('recordTarget>', end);
    } else at = text.indexOf('recordTarget>', after + 13);
  }
}

function* emergencyVisits(text: string): Generator<Hit> {
  const openings = [...text.matchAll(rpuOpening)].map(({ index }) => index);
  for (const [index, start] of openings.entries()) {
    const visit = text.slice(start, Math.min(openings[index + 1] ?? text.length, start + visitReach));
    const close = visit.indexOf('</PATIENT>');
    const end = close === -1 ? start + visit.trimEnd().length : start + close + '</PATIENT>'.length;
    if ((visit.match(rpuValues) ?? []).length >= 2) yield { start, end };
  }
}
