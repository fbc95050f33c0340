import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { delimited, inventedRows } from '../../test/unit/policy/kinship/inventedRows.ts';

/** Programs of analysts, in which no detector finds anything: the golden corpus of the detectors' tests. */
function programs(root: string, extension: string): string[] {
  const folder = join(root, 'test/golden/detectors/clean');
  const names = readdirSync(folder).filter((name) => name.endsWith(extension)).sort();
  return names.map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Ordinary R, as long as wanted, beginning with another of the programs each time. */
export function ordinaryR(root: string, length: number, first = 0): string {
  const all = programs(root, '.R');
  const text = [...all.slice(first % all.length), ...all.slice(0, first % all.length)].join('\n');
  return text.repeat(Math.ceil(length / text.length)).slice(0, length);
}

/** What the detectors' speed is measured on; nothing is found in the first two. */
export function detectorTexts(root: string): Readonly<Record<string, string>> {
  const ordinary = ['.R', '.py', '.sql', '.sas', '.do', '.qmd'].flatMap((extension) => programs(root, extension)).join('\n');
  const snds = programs(root, '.sql').concat(programs(root, '.sas')).join('\n').repeat(6);
  return { 'ordinary code': ordinary, 'code of the SNDS': snds, 'rows of persons': delimited(inventedRows(500), ';') };
}

/** An 8 kB text with ten values that are to be redacted: invented numbers of migrants, which belong to nobody. */
export function textWithFindings(root: string, bytes: number, findings: number): string {
  const lines = ordinaryR(root, bytes).split('\n');
  for (let index = 0; index < findings; index += 1) {
    const at = Math.floor(((index + 0.5) * lines.length) / findings);
    lines.splice(at, 0, `nir_${index} <- "27301998025${String(index).padStart(2, '0')}${keyOf(index)}"`);
  }
  return lines.join('\n');
}

/** The key of the number with this index. */
function keyOf(index: number): string {
  const body = Number(`27301998025${String(index).padStart(2, '0')}`);
  return String(97 - (body % 97)).padStart(2, '0');
}
