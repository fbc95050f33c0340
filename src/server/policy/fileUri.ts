import { URI } from 'vscode-uri';

/**
 * The URI of a file of this machine by its absolute path, spelt as VS Code and its forks spell it: with `(`, `@` and `'`
 * escaped, drives as `c%3A`. So what is read from the disk has the name under which an editor tells of it;
 * `pathToFileURL` of Node.js spells it otherwise (RFC 3986, section 2.3 allows both).
 */
export function fileUri(path: string): string {
  return URI.file(path).toString();
}
