/**
 * A text by itself. What is cut out of a document keeps the whole document in memory for as long as it is kept, so what
 * is remembered for long is copied. By UTF-16, which keeps every code unit as it is.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}
