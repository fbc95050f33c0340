/** A sequence of numbers from 0 to below 1 that is the same in every run (Park and Miller 1988). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** One invented patient. Identifiers begin with 99, which no French department has, so they belong to nobody. */
export type Row = readonly string[];

export const columns = ['id_patient', 'nir', 'sexe', 'date_naissance', 'code_postal', 'commune', 'date_entree', 'poids', 'issue'];

/** Rows of an invented line list. */
export function inventedRows(count: number, seed = 1): Row[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = (texts: readonly string[]): string => texts[below(texts.length)] ?? '';
  const two = (number: number): string => String(number).padStart(2, '0');
  return Array.from({ length: count }, (_, index) => [
    `P${String(index + 1).padStart(5, '0')}`,
    `${1 + below(2)}${two(below(100))}${two(1 + below(12))}99${String(below(1e8)).padStart(8, '0')}`,
    pick(['M', 'F']),
    `${1930 + below(90)}-${two(1 + below(12))}-${two(1 + below(28))}`,
    String(1000 + below(95_000)).padStart(5, '0'),
    pick(['Bréville', 'Saint-Élie', 'Côtes-du-Lac', 'Œuilly-la-Forêt', 'Nîmelle', 'Orval']),
    `2025-${two(1 + below(12))}-${two(1 + below(28))}`,
    `${40 + below(60)}.${below(10)}`,
    pick(['domicile', 'transfert', 'décès']),
  ]);
}

/** Rows as delimited text with a header. */
export function delimited(rows: readonly Row[], delimiter = ',', quote = ''): string {
  return [columns, ...rows].map((row) => row.map((value) => quote + value + quote).join(delimiter)).join('\n') + '\n';
}

/** Columns of a table as a console prints them: padded, with the number of each row before it. */
export function printed(header: Row, rows: readonly Row[], first = 1): string {
  const widths = header.map((name, column) => Math.max(name.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (values: Row): string => values.map((value, column) => value.padStart(widths[column] ?? 0)).join(' ');
  return [`   ${line(header)}`, ...rows.map((row, index) => `${String(first + index).padEnd(2)} ${line(row)}`)].join('\n');
}

/** A table as R prints it to a console of 80 columns: broken into several blocks of columns. */
export function printedByR(rows: readonly Row[]): string {
  const blocks = [columns.slice(0, 6), columns.slice(6)];
  let from = 0;
  return blocks
    .map((header) => {
      const part = printed(header, rows.map((row) => row.slice(from, from + header.length)));
      from += header.length;
      return part;
    })
    .join('\n');
}
