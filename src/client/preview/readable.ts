/**
 * Lays a JSON text out for reading: members on lines of their own, and strings of several lines as such, without
 * escapes. The outcome is for eyes only; it can no longer be parsed.
 * @returns the text itself where it is no JSON.
 */
export function readable(json: string): string {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return json;
  }
  return written(value, '');
}

function written(value: unknown, indent: string): string {
  const inner = `${indent}  `;
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) {
    const items = value.map((item) => inner + written(item, inner));
    return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n${indent}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, each]) => `${inner}${JSON.stringify(name)}: ${written(each, inner)}`);
    return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
  }
  return JSON.stringify(value);
}

/** A text of several lines stands between marks on lines of their own, at the left edge, as the model gets it. */
function text(value: string): string {
  const many = /[\r\n]/.test(value.trim());
  return many ? `"""\n${value.replace(/\r\n?/g, '\n')}\n"""` : JSON.stringify(value);
}
