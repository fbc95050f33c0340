import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { atLeast, exceeds, type Label } from '../protocol/label.ts';
import { labelName } from '../protocol/labelName.ts';
import type { RuleId } from '../protocol/ruleName.ts';
import type { Finding } from '../protocol/verdict.ts';
import type { Destination } from '../server/policy/destination.ts';
import { errorCode } from '../server/policy/errorCode.ts';
import { labelOf, type Judgement } from '../server/policy/labeller.ts';
import { readBeginning } from '../server/policy/readBeginning.ts';
import { destinationName, unlisted } from '../server/policy/refusal.ts';
import { contentBytes, contentOf } from './content.ts';
import type { Found } from './files.ts';
import type { Project } from './project.ts';

/** What `check --json` prints for each file. Lines and columns count from 1. */
export interface Checked {
  readonly path: string;
  readonly label: Label;
  readonly findings: readonly CheckedFinding[];
}

export interface CheckedFinding {
  readonly rule: RuleId;
  readonly line: number;
  readonly column: number;
  readonly label: Label;
  readonly reason: string;
}

/** A file as it was judged for a destination. */
export interface Judged {
  readonly checked: Checked;
  /** Whether the destination may not receive it as it is. */
  readonly isAbove: boolean;
  /** What the destination may receive at most by the rules that hold for the file. */
  readonly clearance: Label;
  /** Rules whose findings would be replaced by placeholders in a request. */
  readonly redacted: ReadonlySet<string>;
  readonly failed: boolean;
  /** Whether only its beginning was looked through. */
  readonly isCut: boolean;
}

/** Gives a file's first so many bytes; undefined where it is gone. */
export type Read = (limit: number) => Promise<Uint8Array | undefined>;

/** A file to be judged: as it is on the disk, or as `read` gives its first so many bytes. */
export interface Subject extends Found {
  readonly project: Project;
  readonly read?: Read;
}

/** Judges one file. Never throws: what cannot be read is secret. @returns undefined where it is gone. */
export async function judge(subject: Subject, cwd: string, asked: Destination): Promise<Judged | undefined> {
  const { path, project, failure, read = readFrom(path) } = subject;
  const destination = project.now.policy.cleared(asked);
  const { clearance } = destination;
  const name = relative(cwd, path);
  let judgement: Judgement;
  let isCut = false;
  try {
    if (failure !== undefined) throw new Error(failure);
    const bytes = await read(contentBytes + 1);
    if (bytes === undefined) return undefined;
    isCut = bytes.length > contentBytes;
    judgement = await judgeBytes(path, bytes.subarray(0, contentBytes), project);
  } catch (error) {
    const why = errorCode(error) ?? (error instanceof Error ? error.message : String(error));
    const reason = l10n.t('It cannot be read ({0}), so nothing can be said of what it holds.', why);
    const finding = { rule: 'unreadable', line: 1, column: 1, label: 'secret', reason } as const;
    const checked = { path: name, label: 'secret', findings: [finding] } as const;
    return { checked, isAbove: true, clearance, redacted: new Set(), failed: true, isCut };
  }
  const { label, findings } = labelOf(judgement);
  const closed = project.now.policy.closedBy(destination);
  const isAbove = closed !== undefined || exceeds(label, clearance);
  const why = closed === undefined ? findings : [...unlisted(destination, closed).findings, ...findings];
  const told = why.map(toldOf);
  if (isAbove && !why.some((each) => exceeds(each.label, clearance))) told.unshift(undeclared(label, destination));
  const redacted = redactedIn(judgement, project, destination);
  return { checked: { path: name, label, findings: told }, isAbove, clearance, redacted, failed: false, isCut };
}

function readFrom(path: string): Read {
  return async (limit) => {
    const found = await stat(path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    // A file of the system may call itself empty, and any file may grow.
    return found && readBeginning(path, Math.min(limit, Math.max(found.size, 4096) + 1));
  };
}

async function judgeBytes(path: string, bytes: Uint8Array, { labeller, labellerOfFlagged, heads, now }: Project): Promise<Judgement> {
  const uri = pathToFileURL(path).href;
  const origin = { kind: 'document', uri } as const;
  const content = contentOf(path, bytes);
  // What one judgement works out of documents is not kept for the next: there may be a hundred thousand.
  const once = { ...now, documents: new Map() };
  heads.set(uri, content.heads);
  try {
    const { label } = await labeller.labelOrigin(origin, once);
    const by = atLeast(label, 'sensitive') ? labellerOfFlagged : labeller;
    return await by.judge({ text: content.text, origin }, once);
  } finally {
    heads.delete(uri);
  }
}

function toldOf({ rule, place, label, reason }: Finding): CheckedFinding {
  return { rule, line: place.line ?? 1, column: place.column ?? 1, label, reason };
}

/** What is above the clearance though nothing was found, since nobody declared it open. */
function undeclared(label: Label, destination: Destination): CheckedFinding {
  const reason = l10n.t('No rule says that it is {0}, and {1} may receive nothing else.', labelName('public'), destinationName(destination));
  return { rule: 'clearance', line: 1, column: 1, label, reason };
}

/** The rules whose hits alone are in the way, and would be redacted without asking. */
function redactedIn({ standing, detected }: Judgement, { now }: Project, { clearance }: Destination): ReadonlySet<string> {
  if (exceeds(standing.label, clearance)) return new Set();
  const above = detected.filter(({ label }) => exceeds(label, clearance)).map(({ detector }) => detector.rule);
  return new Set(above.filter((rule) => now.policy.redactionOf(rule) === 'redact'));
}
