/**
 * A text by itself. What is cut out of a document keeps the whole document in memory for as long as it is kept, so what
 * is remembered for long is copied. Joined to something, it is written out anew before anything can be cut off again;
 * that takes a tenth of the time of a copy by way of bytes.
 */
export function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
