/** Strings, and quotes that are escaped: else a line of those alone would be read to its end from each of them. */
const strings = /\\["']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** A line of R or Python without its strings, so that the brackets that are left are the code's. */
export function withoutStrings(line: string): string {
  return line.replace(strings, '');
}
