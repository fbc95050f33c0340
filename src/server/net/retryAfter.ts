/**
 * How long a server asks to be left alone.
 * @param header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
 * @returns seconds, or undefined where the header is missing or makes no sense.
 */
export function waitIn(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(wait) && wait >= 0 ? Math.ceil(wait) : undefined;
}
