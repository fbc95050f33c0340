/**
 * The address of a back end, by the one rule of both sides: what a key is bound to in the client must be what the
 * server sends to.
 * @returns the URL, or undefined where the text is not an http or https URL or carries a user name or password.
 */
export function parseHttpUrl(text: string): URL | undefined {
  return parsePlainUrl(text, ['http:', 'https:']);
}

/**
 * A link that a model wrote, by the one rule of the page that shows it and the client that opens it.
 * @returns the URL, or undefined where the text is not an https URL or carries a user name or password, which can make
 * one host look like another.
 */
export function parseHttpsUrl(text: string): URL | undefined {
  return parsePlainUrl(text, ['https:']);
}

function parsePlainUrl(text: string, protocols: readonly string[]): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return protocols.includes(url.protocol) && url.username === '' && url.password === '' ? url : undefined;
}
