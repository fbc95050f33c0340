import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { backEndReportSchema } from '../../../src/protocol/backEndReport.ts';

const page = readFileSync(join(__dirname, '../../../docs/back-end-check.md'), 'utf8');
const advice = readFileSync(join(__dirname, '../../../src/server/check/advice.ts'), 'utf8');

/** Every name of a field and every value of an enumeration in a JSON schema. */
function namesIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesIn);
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {}, enum: values = [], ...rest } = schema as { properties?: object; enum?: string[] };
  return [...Object.keys(properties), ...values, ...Object.values(properties).flatMap(namesIn), ...Object.values(rest).flatMap(namesIn)];
}

describe('the page on the check of the back end', () => {
  it('names every field of the report and every value that it may have', () => {
    const names = new Set(namesIn(z.toJSONSchema(backEndReportSchema)));
    assert.ok(names.size > 40);
    // `text` is what a person reads.
    const missing = [...names].filter((name) => name !== 'text' && !page.includes(`\`${name}\``));
    assert.deepEqual(missing, []);
  });

  it('names all advice', () => {
    const ids = [...advice.matchAll(/id: '([\w-]+)'/g)].map(([, id]) => id ?? '');
    assert.ok(ids.length > 10);
    assert.deepEqual(ids.filter((id) => !page.includes(`\`${id}\``)), []);
  });
});
