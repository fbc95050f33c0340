import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root. Not by `import.meta.dirname`: a Node.js that is too old must live to say so. */
export const root = join(fileURLToPath(import.meta.url), '..', '..');

/** What the scripts make and may be deleted at any time. */
export const cache = join(root, '.cache');
