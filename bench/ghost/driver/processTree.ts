import { readdirSync, readFileSync } from 'node:fs';

/** What a process and all that it started take. */
export interface Usage {
  /** CPU seconds so far, of those that still run. */
  readonly cpuSeconds: number;
  readonly memoryMB: number;
}

/** Clock ticks a second and bytes a page, as Linux has them on all that Node.js runs on (proc(5), getconf). */
const ticksPerSecond = 100;
const pageBytes = 4096;

/** @returns what a process tree takes; undefined on systems without `/proc` and after the process has ended */
export function usageOf(root: number): Usage | undefined {
  const all = processes();
  if (!all.some(({ pid }) => pid === root)) return undefined;
  const tree = new Set([root]);
  for (let grown = true; grown; ) {
    const children = all.filter(({ pid, parent }) => tree.has(parent) && !tree.has(pid));
    for (const { pid } of children) tree.add(pid);
    grown = children.length > 0;
  }
  const members = all.filter(({ pid }) => tree.has(pid));
  return {
    cpuSeconds: sum(members.map(({ ticks }) => ticks)) / ticksPerSecond,
    memoryMB: (sum(members.map(({ pages }) => pages)) * pageBytes) / 2 ** 20,
  };
}

/** How often memory is looked at, in milliseconds. */
const interval = 250;

/** Watches the memory of a process tree. @returns what ends watching and gives the most that was seen, in MB */
export function watchMemory(root: number): () => number | undefined {
  let peak: number | undefined;
  const look = (): void => {
    const usage = usageOf(root);
    if (usage !== undefined) peak = Math.max(peak ?? 0, usage.memoryMB);
  };
  look();
  const timer = setInterval(look, interval);
  return () => {
    look();
    clearInterval(timer);
    return peak;
  };
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly ticks: number;
  readonly pages: number;
}

function processes(): Process[] {
  let names: string[];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      // The second field is the program's name in brackets, which may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ').map(Number);
      const [, parent = 0] = fields;
      const [user = 0, system = 0] = fields.slice(11, 13);
      return [{ pid: Number(name), parent, ticks: user + system, pages: fields[21] ?? 0 }];
    } catch {
      // It has ended since.
      return [];
    }
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
