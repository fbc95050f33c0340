import assert from 'node:assert/strict';
import { decodeText } from '../../../src/server/policy/decodeText.ts';

describe('decodeText', () => {
  const text = '# vigie: sensitive, données';
  const encodings: Record<string, Uint8Array> = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with a mark': Buffer.from(`\ufeff${text}`),
    'UTF-16 little-endian': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'UTF-16 big-endian': Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
    'Latin-1': Buffer.from(text, 'latin1'),
  };
  for (const [name, bytes] of Object.entries(encodings)) {
    it(`reads ${name}`, () => {
      assert.equal(decodeText(bytes), text);
    });
  }

  it('reads UTF-8 whose last character is cut in two', () => {
    assert.equal(decodeText(Buffer.from('donné').subarray(0, -1)), 'donn');
  });
});
