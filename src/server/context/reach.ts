import { basename, isAbsolute, join, resolve } from 'node:path';
import { contextDefaults } from './defaults.ts';
import { PerDocument } from './perDocument.ts';
import type { ProgramText, Project } from './project.ts';
import { referencesIn, type Reference } from './references.ts';

const references = new PerDocument(referencesIn);

/** The programs that a document leads to, as text: what its reach depends on. */
export function referencesKey(document: ProgramText): string {
  return references.of(document).map(({ path }) => path).join('\n');
}

/**
 * The programs that documents lead to, directly or through others, the nearest first; the documents themselves are not
 * among them. Beside what they name: all of `R/` where the document is in a package or a pipeline of targets.
 * @param documents the document that is asked for, and those that share its definitions, as the cells of a notebook do
 */
export async function reachedFrom(documents: readonly ProgramText[], project: Project, signal: AbortSignal): Promise<ProgramText[]> {
  const reached = new Map<string, ProgramText>();
  let next = [...documents];
  for (let depth = 0; depth <= contextDefaults.depth && next.length > 0; depth++) {
    const found: ProgramText[] = [];
    for (const document of next) {
      signal.throwIfAborted();
      const paths = [...(await pathsFrom(document, project)), ...(depth === 0 ? await packagePaths(document, project) : [])];
      for (const path of paths) {
        if (reached.size >= contextDefaults.files) return [...reached.values()];
        const program = await project.read(path, document.uri).catch(() => undefined);
        if (program === undefined || reached.has(program.uri) || documents.some(({ uri }) => uri === program.uri)) continue;
        reached.set(program.uri, program);
        found.push(program);
      }
    }
    next = found;
  }
  return [...reached.values()];
}

/** The paths of what a document names, where something stands there. */
async function pathsFrom(document: ProgramText, project: Project): Promise<string[]> {
  const where = project.basesOf(document.uri);
  if (where === undefined) return [];
  const paths = await Promise.all(references.of(document).map((reference) => placesOf(reference, where.bases, document.uri, project)));
  return paths.flat();
}

async function placesOf(reference: Reference, bases: readonly string[], from: string, project: Project): Promise<readonly string[]> {
  if (reference.kind === 'module') return firstOf(moduleCandidates(reference.path, bases), project);
  const candidates = isAbsolute(reference.path) ? [reference.path] : bases.map((base) => resolve(base, reference.path));
  if (reference.kind === 'folder') {
    for (const folder of candidates) {
      const programs = await project.programsIn(folder, from);
      if (programs.length > 0) return programs;
    }
    return [];
  }
  // Stata adds the extension by itself.
  return firstOf(candidates.flatMap((path) => (/\.\w+$/.test(basename(path)) ? [path] : [path, `${path}.do`])), project);
}

/** Where the source of a module may lie: beside the importing file, above it, or in `src`, as Python's path is set. */
function moduleCandidates(name: string, bases: readonly string[]): string[] {
  const up = /^\.*/.exec(name)?.[0].length ?? 0;
  const inner = name.slice(up).split('.').join('/');
  const base = bases[up - 1];
  const folders = up === 0 ? bases.flatMap((each) => [each, join(each, 'src')]) : base === undefined ? [] : [base];
  return folders.flatMap((folder) => [join(folder, `${inner}.py`), join(folder, inner, '__init__.py')]);
}

async function firstOf(candidates: readonly string[], project: Project): Promise<string[]> {
  for (const path of candidates) if (await project.stands(path)) return [path];
  return [];
}

/** All of `R/` beside the nearest `DESCRIPTION` of a package or `_targets.R`: these load it as a whole. */
async function packagePaths(document: ProgramText, project: Project): Promise<readonly string[]> {
  for (const base of project.basesOf(document.uri)?.bases ?? []) {
    for (const sign of ['_targets.R', 'DESCRIPTION']) {
      if (await project.stands(join(base, sign))) return project.programsIn(join(base, 'R'), document.uri);
    }
  }
  return [];
}
