import { join } from 'node:path';

/** The project's root. */
export const root = join(import.meta.dirname, '..');

/** What the scripts make and may be deleted at any time. */
export const cache = join(root, '.cache');
