import assert from 'node:assert/strict';
import { readMarker } from '../../../src/server/policy/marker.ts';

describe('readMarker', () => {
  const comments = {
    R: '# vigie: sensitive',
    SAS: '/* vigie: sensitive */',
    'SAS statement': '* vigie: sensitive ;',
    SQL: '-- vigie: sensitive',
    Stata: '// Vigie : SENSITIVE',
    HTML: '<!-- vigie: sensitive -->',
    YAML: 'vigie: sensitive',
    'a file with a byte-order mark': '\ufeff# vigie: sensitive',
  };
  for (const [language, line] of Object.entries(comments)) {
    it(`reads the comment of ${language}`, () => {
      assert.deepEqual(readMarker(`${line}\nx <- 1\n`), { label: 'sensitive', line: 1 });
    });
  }

  it('reads it below a header, with any line ends', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      assert.deepEqual(readMarker(['#!/usr/bin/env Rscript', '# A script', '# vigie: secret'].join(end)), {
        label: 'secret',
        line: 3,
      });
    }
  });

  it('takes an unknown word for a wish to flag', () => {
    assert.deepEqual(readMarker('# vigie: confidentiel'), { label: 'sensitive', line: 1 });
  });

  it('looks no further than the first 20 lines', () => {
    assert.equal(readMarker(`${'#\n'.repeat(20)}# vigie: sensitive`), undefined);
    assert.notEqual(readMarker(`${'#\n'.repeat(19)}# vigie: sensitive`), undefined);
  });

  it('lets a sentence be that only speaks of it', () => {
    assert.equal(
      readMarker('# how to mark a file: vigie: sensitive means that it stays\nx <- "vigie: sensitive words"'),
      undefined,
    );
  });
});
