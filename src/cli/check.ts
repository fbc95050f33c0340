import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { Destination } from '../server/policy/destination.ts';
import type { KinshipState } from '../server/policy/kinship/kinship.ts';
import { destinationName } from '../server/policy/refusal.ts';
import type { Machine } from '../server/policy/rules/places.ts';
import { contentBytes } from './content.ts';
import { UsageError } from './files.ts';
import { Git } from './git.ts';
import { inOrder } from './inOrder.ts';
import { judge, type Judged, type Subject } from './judge.ts';
import { openProject, type Project } from './project.ts';
import { destinationNamed } from './receiver.ts';
import { JsonReport, TextReport, type Report } from './report.ts';
import { itemsOnDisk, itemsStaged, requireFile, type Group } from './subjects.ts';
import { paintFor, printable, Progress, type Terminal } from './terminal.ts';

export type { Checked } from './judge.ts';
export type { Terminal } from './terminal.ts';

/** So many files are open at a time; more do not make it faster, since one thread judges. */
const atOnce = 16;

/** What a person asks `check` for. */
export interface CheckOptions {
  readonly json: boolean;
  /** See `destinationNamed`. */
  readonly destination: string;
  /** Whether files that git ignores are judged too. */
  readonly all: boolean;
  /** Whether the next commit is judged instead of the disk. */
  readonly staged: boolean;
  /** Whether passages of flagged files are looked for. */
  readonly kinship: boolean;
  /** An organisation's rule file beside that at the usual place. */
  readonly policy?: string | undefined;
}

/** What `check` finds around it. */
export interface CheckSurroundings extends Terminal {
  readonly machine: Machine;
  /** The bundle of the thread that reads flagged files. */
  readonly kinshipWorker: string;
}

/**
 * Labels files as the editor would, and prints them.
 * @param paths files and folders; none means the current folder.
 * @returns the exit code: 0 where the destination may receive everything, 1 where not, 2 where a rule file is broken,
 * the destination or a path is unknown, or the flagged files cannot be read.
 */
export async function check(paths: readonly string[], options: CheckOptions, around: CheckSurroundings): Promise<0 | 1 | 2> {
  const { out, err } = around;
  const progress = new Progress(err, !options.json || out.isTTY === true);
  const complain = (message: string): void => {
    progress.clear();
    err.write(`${message.split('\n').map(printable).join('\n')}\n`);
  };
  const projects = new Map<string, Project>();
  try {
    const destination = receiver(options.destination);
    const groups = await groupsOf(paths, options, around, complain);
    await open(groups, projects, options, around);
    const problems = problemsOf(projects.values());
    for (const problem of problems) complain(problem);
    if (problems.length > 0) return 2;

    const report: Report = options.json ? new JsonReport(out) : new TextReport(out, paintFor(out, around.machine.env));
    const tally = new Tally();
    const subjects = subjectsOf(groups, projects, { progress, complain });
    for await (const judged of inOrder(subjects, atOnce, (subject) => judge(subject, around.cwd, destination))) {
      if (judged === undefined) continue;
      tally.count(judged);
      const { path, findings } = judged.checked;
      if (judged.failed) complain(`${path}: ${findings[0]?.reason ?? ''}`);
      if (report.wants(judged)) {
        if (out.isTTY === true) progress.clear();
        report.add(judged);
      }
      progress.say(() => l10n.t('Files judged: {0}. {1}', tally.judged, path));
    }
    progress.clear();
    report.end();
    if (!options.json) for (const line of tally.lines(destination)) complain(line);
    return tally.above > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    complain(error.message);
    return 2;
  } finally {
    progress.clear();
    await Promise.all([...projects.values()].map((project) => project.close()));
  }
}

function receiver(name: string): Destination {
  const destination = destinationNamed(name);
  if (destination !== undefined) return destination;
  throw new UsageError(l10n.t('“{0}” is neither “mistral” nor “local” nor the address of a gateway (http or https).', name));
}

function groupsOf(
  paths: readonly string[],
  { staged, all }: CheckOptions,
  { cwd, machine }: CheckSurroundings,
  complain: (message: string) => void,
): Promise<Group[]> {
  const git = Git.find(machine.env);
  if (staged) return itemsStaged(paths, { cwd, git });
  return itemsOnDisk(paths.length === 0 ? ['.'] : paths, { cwd, all, git, complain });
}

async function open(
  groups: readonly Group[],
  projects: Map<string, Project>,
  { policy, kinship }: CheckOptions,
  { cwd, machine, kinshipWorker }: CheckSurroundings,
): Promise<void> {
  const policyFile = policy === undefined ? '' : resolve(cwd, policy);
  if (policyFile !== '') await requireFile(policyFile);
  for (const { folder, isWhole } of groups) {
    const worker = kinship && isWhole ? kinshipWorker : undefined;
    projects.set(folder, await openProject(folder, { machine, policyFile, kinshipWorker: worker }));
  }
}

/** What is wrong with rule files, each once though it holds for several projects. */
function problemsOf(projects: Iterable<Project>): string[] {
  const problems = [...projects].flatMap(({ now }) => now.policy.problems);
  return [...new Set(problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`))];
}

/** Every file once, one project after another, each after its flagged files have been read. */
async function* subjectsOf(
  groups: readonly Group[],
  projects: ReadonlyMap<string, Project>,
  { progress, complain }: { progress: Progress; complain: (message: string) => void },
): AsyncGenerator<Subject> {
  const seen = new Set<string>();
  for (const { folder, items } of groups) {
    const project = projects.get(folder);
    if (project === undefined) continue;
    if (project.learns) progress.say(() => l10n.t('Reading the flagged files of {0}', folder));
    try {
      const left = unread(await project.learn());
      if (left > 0) complain(l10n.t('{0}: {1} flagged files could not be read, so passages of them are not recognised.', folder, left));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UsageError(l10n.t('The flagged files of {0} cannot be read. Leave that out with --no-kinship. {1}', folder, why));
    }
    for (const some of items) {
      for await (const item of some) {
        if (seen.has(item.path)) continue;
        seen.add(item.path);
        yield { ...item, project };
      }
    }
  }
}

function unread(state: KinshipState | undefined): number {
  return state === undefined ? 0 : state.failed + state.left;
}

/** What is said at the end. */
class Tally {
  judged = 0;
  above = 0;
  #cut = 0;

  count({ isAbove, isCut }: Judged): void {
    this.judged += 1;
    if (isAbove) this.above += 1;
    if (isCut) this.#cut += 1;
  }

  lines(destination: Destination): string[] {
    const size = contentBytes / 1024 / 1024;
    const all = l10n.t('Files judged: {0}. Not for {1}: {2}.', this.judged, destinationName(destination), this.above);
    const cut = l10n.t('Files of more than {0} MB, looked through only so far: {1}.', size, this.#cut);
    return this.#cut === 0 ? [all] : [all, cut];
  }
}
