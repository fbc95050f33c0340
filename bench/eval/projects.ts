import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { ProjectFile } from './questions.ts';

/** A small project of invented programs, in one language. */
export interface EvalProject {
  readonly name: string;
  readonly files: readonly ProjectFile[];
  /** The files whose lines are asked about, and which are open in the editor; the others lie on the disk only. */
  readonly targets: readonly string[];
}

const targets: Readonly<Record<string, readonly string[]>> = {
  respiratory: ['analysis.R', 'severity.R'],
  heat: ['analysis.py', 'bulletin.py'],
  vaccination: ['coverage.sql', 'weekly_report.sql'],
};

const languages: Readonly<Record<string, string>> = { '.R': 'r', '.py': 'python', '.sql': 'sql' };

/** @param folder the projects' folder */
export function readProjects(folder: string): EvalProject[] {
  return Object.entries(targets).map(([name, own]) => ({ name, files: filesIn(join(folder, name), ''), targets: own }));
}

function filesIn(folder: string, prefix: string): ProjectFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry): ProjectFile[] => {
      if (entry.isDirectory()) return filesIn(join(folder, entry.name), `${prefix}${entry.name}/`);
      const languageId = languages[extname(entry.name)];
      return languageId === undefined ? [] : [{ name: prefix + entry.name, languageId, text: readFileSync(join(folder, entry.name), 'utf8') }];
    });
}
