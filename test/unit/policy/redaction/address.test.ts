import assert from 'node:assert/strict';
import { holdsValue } from '../../../../src/server/policy/redaction/address.ts';
import type { Placeholder } from '../../../../src/server/policy/redaction/placeholders.ts';

const known: Placeholder[] = [
  { placeholder: '«NIR-1»', value: '2 73 01 99 802 528 21', label: 'sensitive', rule: 'nir', reason: '' },
  { placeholder: '«SECRET-1»', value: 'Gr1ppe!é', label: 'secret', rule: 'credentials', reason: '' },
  { placeholder: '«SECRET-2»', value: 'a+b', label: 'secret', rule: 'credentials', reason: '' },
];

describe('holdsValue', () => {
  const held = [
    'https://e.example/2%2073%2001%2099%20802%20528%2021',
    'https://e.example/?q=273019980252821&x=1',
    'https://e.example/?q=2%252073%252001%252099%2520802%2520528%252021',
    'https://e.example/#Gr1ppe!%C3%A9',
    'https://e.example/?p=GR1PPE%21e%CC%81',
    'https://2-73-01-99-802-528-21.e.example/',
    'https://e.example/a+b',
  ];
  for (const url of held) it(`holds one: ${url}`, () => { assert.ok(holdsValue(url, known)); });
  const free = ['https://e.example/', 'https://e.example/?q=27301998025282', 'https://e.example/%zz/ab', 'https://e.example/a%2Cb'];
  for (const url of free) it(`holds none: ${url}`, () => { assert.ok(!holdsValue(url, known)); });
});
