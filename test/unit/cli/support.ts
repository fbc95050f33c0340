import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Checked } from '../../../src/cli/check.ts';

/** The command line as it is shipped. */
export const program = join(__dirname, '../../../dist/cli.js');

/** What a run of the program came to. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** An environment in which no rules or settings of whoever runs the tests count. */
export function bareEnvironment(home: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    SystemRoot: process.env['SystemRoot'],
    HOME: home,
    APPDATA: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    ProgramData: join(home, 'ProgramData'),
    TMPDIR: process.env['TMPDIR'],
    TEMP: process.env['TEMP'],
    GIT_CONFIG_NOSYSTEM: '1',
    LANG: 'en',
  };
}

/** Starts the program, or a copy of it, in a folder. */
export function start(cwd: string, args: readonly string[], env: NodeJS.ProcessEnv = bareEnvironment(cwd), copy = program) {
  return spawn(process.execPath, [copy, ...args], { cwd, env });
}

/** Runs the program, or a copy of it, in a folder to its end. */
export async function run(cwd: string, args: readonly string[], env?: NodeJS.ProcessEnv, copy?: string): Promise<Ran> {
  const child = start(cwd, args, env, copy);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

/** What `check --json` printed. */
export function checkedIn({ out }: Ran): Checked[] {
  return JSON.parse(out) as Checked[];
}

/** Asks git to do something in a folder, as nobody in particular. */
export function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.invalid', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...identity, ...args], { cwd, stdio: 'ignore', env: bareEnvironment(cwd) });
}
