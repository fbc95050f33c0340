import assert from 'node:assert/strict';
import { substance } from '../../../../src/server/completion/postprocess/substance.ts';
import { filtered } from './golden.ts';

describe('substance', () => {
  const kept = (text: string): boolean => filtered(substance, '# weekly counts by region\n║', text) !== undefined;

  it('is a word in any script', () => {
    assert.equal(kept('#\n#\n#'), false);
    assert.equal(kept('# ---------- #'), false);
    assert.equal(kept(' ...'), false);
    assert.equal(kept('# âge'), true);
    assert.equal(kept('1'), true);
  });

  it('may be a bracket or quote that is missing, with what goes on behind it', () => {
    assert.equal(kept(';'), true);
    assert.equal(kept('"))'), true);
    assert.equal(kept(') |>'), true);
    assert.equal(kept(' |>'), false);
  });
});
