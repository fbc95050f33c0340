import * as l10n from '@vscode/l10n';
import { backendName } from '../../protocol/backendName.ts';
import { labelName } from '../../protocol/labelName.ts';
import type { PreviewResult } from '../../protocol/preview.ts';
import { ruleWords } from '../../protocol/ruleName.ts';
import type { DestinationView, Finding, Redaction } from '../../protocol/verdict.ts';
import { alike, placesWords, placeWords } from '../../protocol/alike.ts';
import { readable } from './readable.ts';

/** A stretch of a preview's text that stands for a redacted value, in UTF-16 code units. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly redaction: Redaction;
}

/** A preview for a person: comment lines that explain, then what would be sent. */
export interface PreviewText {
  readonly text: string;
  /** Each placeholder in what would be sent, in its order. */
  readonly marks: readonly Mark[];
}

/**
 * Writes out what would be sent: first for reading, with the line breaks of its texts as line breaks, then once more
 * the exact body.
 * @param title What the preview is of, a line: "The next completion in R/a.R at 3:7".
 * @param cursorCuts whether it is refused because of where the cursor stands, as `cursorCuts` tells.
 */
export function previewText(title: string, result: PreviewResult, cursorCuts = false): PreviewText {
  switch (result.verdict) {
    case 'none':
      return { text: lines(comment(title), '//', comment(result.message)), marks: [] };
    case 'refuse': {
      const { destination, message, cause, findings } = result.refusal;
      const sentence = cause === undefined ? message : l10n.t('Nothing would be sent: {0}', cause);
      const hint = cursorCuts ? [comment(cursorHint())] : [];
      const head = [comment(title), ...destinationLines(destination), '//', comment(sentence), ...hint, '//'];
      return { text: lines(...head, comment(l10n.t('Why:')), ...findingLines(findings)), marks: [] };
    }
    case 'send':
    case 'redact': {
      const { destination, url, body, redactions, withheld } = result;
      const head = lines(
        comment(title),
        ...destinationLines(destination),
        comment(l10n.t('Address: {0}', url)),
        comment(verdictSentence(redactions.length)),
        ...redactions.map(({ placeholder, rule, reason }) => comment(`  ${placeholder}  ${reason} · ${ruleWords(rule)}`)),
        ...(withheld.length === 0 ? [] : [comment(l10n.t('Stays on this machine, because the destination may not receive it:'))]),
        ...findingLines(withheld),
        '//',
        comment(l10n.t('For reading: line breaks in texts are shown as line breaks. The exact body is at the end.')),
      );
      const bytes = new TextEncoder().encode(body).length;
      const exact = comment(l10n.t('The exact body, {0} bytes:', bytes));
      const sent = lines(readable(body), '', exact, body);
      return { text: head + sent, marks: marksIn(sent, redactions, head.length) };
    }
  }
}

/** @returns the rule that a finding goes by, by name, and where it is written if that is a file. */
export function whichRule({ rule, writtenAt }: Finding): string {
  return writtenAt === undefined ? ruleWords(rule) : l10n.t('{0} in {1}', ruleWords(rule), placeWords(writtenAt));
}

function cursorHint(): string {
  return l10n.t(
    'The cursor stands inside or at the edge of what was found, which could otherwise be redacted. Move the cursor out of it, then refresh this page.',
  );
}

function verdictSentence(redacted: number): string {
  if (redacted === 0) return l10n.t('Verdict: may be sent as it is.');
  if (redacted === 1) return l10n.t('Verdict: may be sent with 1 value redacted. What stands in its place is marked below:');
  return l10n.t('Verdict: may be sent with {0} values redacted. What stands in their place is marked below:', redacted);
}

function destinationLines({ backend, origin, clearance }: DestinationView): string[] {
  return [
    comment(l10n.t('Nothing has been sent for this page.')),
    '//',
    comment(l10n.t('Destination: {0} {1}, which may receive up to: {2}', backendName(backend), origin, labelName(clearance))),
  ];
}

/** A line for each finding, and one for those that only their lines tell apart. */
function findingLines(findings: readonly Finding[]): string[] {
  return alike(findings).map((group) => {
    const [{ label, reason }] = group;
    return comment(`  ${placesWords(group)}  ${l10n.t('{0}: {1}', labelName(label), reason)} · ${whichRule(group[0])}`);
  });
}

function marksIn(sent: string, redactions: readonly Redaction[], offset: number): Mark[] {
  const marks: Mark[] = [];
  for (const redaction of redactions) {
    const { placeholder } = redaction;
    if (placeholder === '') continue;
    for (let at = sent.indexOf(placeholder); at >= 0; at = sent.indexOf(placeholder, at + placeholder.length)) {
      marks.push({ start: offset + at, end: offset + at + placeholder.length, redaction });
    }
  }
  return marks.sort((one, other) => one.start - other.start);
}

/** A reason may come from a rule file and hold line breaks; no part of it may look like what is sent. */
function comment(text: string): string {
  return `// ${text.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ')}`.trimEnd();
}

function lines(...all: string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
