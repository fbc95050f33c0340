/**
 * @returns code as it is to stand at a cursor: its further lines as far to the right as the line that it begins on, and
 * no further to the right than they are from its own first line.
 * @param before What stands before the cursor on its line.
 */
export function indentedFor(before: string, code: string): string {
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  const [first = '', ...further] = code.split('\n');
  const own = /^[ \t]*/.exec(first)?.[0] ?? '';
  // Code that is moved to the right as a whole keeps its shape; other code stays as it is written.
  const shift = before.trim() === '' && further.every((line) => line.trim() === '' || line.startsWith(own));
  const lines = shift ? further.map((line) => line.slice(own.length)) : further;
  return [shift ? first.slice(own.length) : first, ...lines.map((line) => (line.trim() === '' ? line : indent + line))].join('\n');
}
