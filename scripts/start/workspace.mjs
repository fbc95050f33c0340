import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../folders.mjs';

/** The sample project. */
export const sample = join(root, 'test', 'workspaces', 'surveillance');

/**
 * Copies the sample project, so that a person may change it. A copy that is there already is kept.
 * @param {string} folder
 * @param {{ fresh?: boolean }} [options] `fresh` replaces a copy, with what was changed in it.
 * @returns {string} the folder.
 */
export function copySample(folder, { fresh = false } = {}) {
  if (fresh) rmSync(folder, { recursive: true, force: true });
  if (!existsSync(folder)) cpSync(sample, folder, { recursive: true });
  return folder;
}
