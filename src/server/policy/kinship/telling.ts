import { gramLength } from './winnow.ts';

/** Fewer different characters than this, as in columns of answers coded 0 to 2, make grams that recur by chance. */
const fewestDifferent = 4;

/** The longest step at which repetition is looked for: a date has eight characters, an identifier up to ten. */
const longestStep = 10;

/** Least and greatest character at each place of `yyyymmdd`, and of `yyyyddmm`, which `ddmmyyyy` in a row also shows. */
const dateForms = [
  ['12', '09', '09', '09', '01', '09', '03', '09'],
  ['12', '09', '09', '09', '03', '09', '01', '09'],
].map((places) => places.map((place) => [place.charCodeAt(0), place.charCodeAt(1)] as const));

/**
 * Whether a gram tells where it comes from. Runs of zeros or `NA`, counting (`p0001p0002p0003`), runs of dates and
 * grams of few different characters do not: they stand in any table.
 */
export function isTelling(bytes: Uint8Array, start: number): boolean {
  return !hasFewCharacters(bytes, start) && !repeatsItself(bytes, start) && !isRunOfDates(bytes, start);
}

/** How many digits a gram has: values have them, and the words of a programming language hardly. */
export function digitsIn(bytes: Uint8Array, start: number): number {
  let digits = 0;
  for (let index = start; index < start + gramLength; index++) if (isDigit(bytes[index] ?? 0)) digits++;
  return digits;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function hasFewCharacters(bytes: Uint8Array, start: number): boolean {
  let seen = 0;
  let different = 0;
  for (let index = start; index < start + gramLength; index++) {
    // A digit and a letter may share a bit: what is counted as different is.
    const bit = 1 << ((bytes[index] as number) & 31);
    if ((seen & bit) !== 0) continue;
    seen |= bit;
    if (++different >= fewestDifferent) return false;
  }
  return true;
}

/** Whether half of the characters equal the one some step before them. In random digits one in ten does. */
function repeatsItself(bytes: Uint8Array, start: number): boolean {
  const end = start + gramLength;
  for (let step = 1; step <= longestStep; step++) {
    let unequal = 0;
    const most = (gramLength - step) >> 1;
    for (let index = start + step; index < end && unequal <= most; index++) {
      if (bytes[index] !== bytes[index - step]) unequal++;
    }
    if (unequal <= most) return true;
  }
  return false;
}

function isRunOfDates(bytes: Uint8Array, start: number): boolean {
  if (digitsIn(bytes, start) < gramLength) return false;
  return dateForms.some((form) => form.some((_, phase) => fits(bytes, start, form, phase)));
}

function fits(bytes: Uint8Array, start: number, form: readonly (readonly [number, number])[], phase: number): boolean {
  for (let offset = 0; offset < gramLength; offset++) {
    const byte = bytes[start + offset] as number;
    const [least, greatest] = form[(offset + phase) % form.length] as readonly [number, number];
    if (byte < least || byte > greatest) return false;
  }
  return true;
}
