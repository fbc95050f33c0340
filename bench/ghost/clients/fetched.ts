import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A package of npm that is measured and is no dependency of the project. */
export interface PeerPackage {
  readonly name: string;
  readonly version: string;
}

/**
 * Installs a peer's package at its first use, without running its scripts, into the user's cache (XDG Base Directory).
 * @returns the package's folder; or a sentence for the person where it cannot be installed
 */
export function installed({ name, version }: PeerPackage): { folder: string } | { reason: string } {
  const cache = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const prefix = join(cache, 'vigie-bench', `${name.replaceAll('/', '-')}-${version}`);
  const [folder, stamp] = [join(prefix, 'node_modules', name), join(prefix, 'installed')];
  if (existsSync(stamp)) return { folder };
  mkdirSync(prefix, { recursive: true });
  const options = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts', '--prefix', prefix];
  const npm = spawnSync('npm', ['install', ...options, `${name}@${version}`], { encoding: 'utf8', shell: process.platform === 'win32' });
  if (npm.status !== 0) {
    const [cause = 'npm is missing.'] = (npm.stderr || (npm.error?.message ?? '')).split('\n').filter((line) => /error/i.test(line));
    return { reason: `${name}@${version} cannot be installed and is left out: ${cause}` };
  }
  writeFileSync(stamp, '');
  return { folder };
}
