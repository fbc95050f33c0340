import type { Placeholder } from './placeholders.ts';

/** How often an address may be encoded over and over; servers undo it once or twice. */
const encodings = 3;

/** The fewest letters and digits that tell a value from ordinary words of an address. */
const telling = 4;

/** An address as it stands, and with its encodings undone. */
export function readingsOf(url: string): string[] {
  const readings = [url];
  for (let times = 0; times < encodings; times++) {
    const last = readings.at(-1) ?? '';
    const decoded = last.replace(/(?:%[0-9a-f]{2})+/gi, decode);
    if (decoded === last) break;
    readings.push(decoded);
  }
  return readings;
}

/** Whether an address holds a value that was redacted, whatever stands between its letters and digits. */
export function holdsValue(url: string, known: readonly Placeholder[]): boolean {
  const readings = readingsOf(url).map(folded);
  return known.some(({ value }) => {
    const sought = folded(value);
    return sought.length >= telling ? readings.some((reading) => reading.includes(sought)) : url.includes(value);
  });
}

function decode(sequence: string): string {
  try {
    return decodeURIComponent(sequence);
  } catch {
    return sequence;
  }
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
