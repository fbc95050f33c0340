import * as z from 'zod';

/**
 * Zod would compile each schema into a function at its first use. Most of a session's schemas see a few messages, and
 * what is compiled from a string is not among what Node.js keeps compiled for the next start: reading the settings
 * alone took 4 ms. To be imported before any schema is made, since they take this up as they are made.
 */
z.config({ jitless: true });
