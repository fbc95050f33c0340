import { basename, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as l10n from '@vscode/l10n';
import { exceeds, type Label } from '../protocol/label.ts';
import { labelName } from '../protocol/labelName.ts';
import { settingsSchema } from '../protocol/settings.ts';
import { noKinship } from '../server/policy/byKinship.ts';
import { destinationOf, type Destination } from '../server/policy/destination.ts';
import { Labeller } from '../server/policy/labeller.ts';
import { readBeginning, decodeText } from '../server/policy/readBeginning.ts';
import { Workspace } from '../server/policy/workspace.ts';
import { filesBelow } from './files.ts';

/** How much of a file is looked through for content, in bytes; of a larger file, its beginning. */
const contentBytes = 4 * 1024 * 1024;

/** What `check --json` prints for each file. Lines and columns count from 1. */
export interface Checked {
  readonly path: string;
  readonly label: Label;
  readonly findings: readonly {
    readonly rule: string;
    readonly line: number;
    readonly column: number;
    readonly label: Label;
    readonly reason: string;
  }[];
}

/** Where `check` works and speaks. */
export interface Terminal {
  readonly cwd: string;
  readonly out: { write(text: string): unknown };
  readonly err: { write(text: string): unknown };
}

/**
 * Labels files as the editor would, with the rules of the folder that it runs in.
 * @returns the exit code: 0 where the destination may receive everything, 1 where not, 2 where a rule file is broken
 * or the destination or a path is unknown.
 */
export async function check(
  paths: readonly string[],
  { json, destination: named }: { json: boolean; destination: string },
  { cwd, out, err }: Terminal,
): Promise<0 | 1 | 2> {
  const destination = destinationNamed(named);
  if (destination === undefined) {
    err.write(`${l10n.t('“{0}” is neither “mistral” nor the address of a gateway (http or https).', named)}\n`);
    return 2;
  }
  const now = await new Workspace([{ path: cwd, name: basename(cwd) }], true).now();
  const { problems } = now.policy;
  for (const { file, line, column, message } of problems) err.write(`${file}:${line}:${column}: ${message}\n`);
  if (problems.length > 0) return 2;

  const heads = new Map<string, string>();
  const labeller = new Labeller({
    readHeads: (uri) => Promise.resolve([heads.get(uri) ?? '']),
    ownWords: new Set(),
    sources: [],
    kinship: noKinship,
  });
  const checked: Checked[] = [];
  for (const path of paths) {
    for await (const file of filesBelow(resolve(cwd, path))) {
      const uri = pathToFileURL(file).href;
      const text = decodeText(await readBeginning(file, contentBytes));
      heads.set(uri, text);
      const { label, findings } = await labeller.label({ text, origin: { kind: 'document', uri } }, now);
      heads.delete(uri);
      const shown = findings.map(({ rule, place, label: each, reason }) => ({
        rule,
        line: place.line ?? 1,
        column: place.column ?? 1,
        label: each,
        reason,
      }));
      checked.push({ path: relative(cwd, file), label, findings: shown });
    }
  }
  out.write(json ? `${JSON.stringify(checked, null, 2)}\n` : linesOf(checked, destination));
  return checked.some(({ label }) => exceeds(label, destination.clearance)) ? 1 : 0;
}

function destinationNamed(name: string): Destination | undefined {
  const settings =
    name === 'mistral'
      ? settingsSchema.parse({ backend: 'mistral' })
      : settingsSchema.parse({ backend: 'gateway', gateway: { url: name } });
  const destination = destinationOf(settings);
  return destination.origin === '' ? undefined : destination;
}

function linesOf(checked: readonly Checked[], { clearance }: Destination): string {
  return checked
    .filter(({ label }) => exceeds(label, clearance))
    .flatMap(({ path, findings }) =>
      findings
        .filter(({ label }) => exceeds(label, clearance))
        .map(({ line, column, label, rule, reason }) => `${path}:${line}:${column}: ${labelName(label)} (${rule}): ${reason}\n`),
    )
    .join('');
}
