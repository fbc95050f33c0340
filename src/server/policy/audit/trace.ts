import type { Label } from '../../../protocol/label.ts';
import type { Origin } from '../../../protocol/origin.ts';

/** What the audit log keeps of one verdict: metadata and hashes, never content. */
export interface Trace {
  readonly request: 'completion' | 'chat';
  readonly backend: string;
  /** Scheme, host and port of the destination. */
  readonly destination: string;
  readonly clearance: Label;
  /** `redact`: sent, with placeholders in the place of what was found. */
  readonly verdict: 'send' | 'redact' | 'refuse';
  /** The highest label: of what was sent, or of what was refused. */
  readonly label: Label;
  /** How many of the judged parts had each label. */
  readonly labels: Readonly<Partial<Record<Label, number>>>;
  /** The kinds of origins that the parts had: `document`, `chat` … */
  readonly origins: readonly Origin['kind'][];
  /** Identifiers of the rules that fired. */
  readonly rules: readonly string[];
  /** How many different values of each rule were replaced by placeholders. */
  readonly redacted: Readonly<Partial<Record<string, number>>>;
  /** Size of the judged text in UTF-16 code units. */
  readonly characters: number;
  /** Parts that stayed behind. */
  readonly withheld: number;
  /** The documents that the request drew on; written down as keyed hashes. */
  readonly documents: readonly string[];
}

/** Keeps one trace per verdict. */
export interface Audit {
  /** Where the log lies, for messages. */
  readonly file: string;
  /** A trace is about to come: what it needs is made ready meanwhile. What goes wrong is told by `keep`. */
  expect(): void;
  /** @throws where the trace could not be written down. */
  keep(trace: Trace): Promise<void>;
}
