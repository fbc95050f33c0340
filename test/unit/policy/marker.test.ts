import assert from 'node:assert/strict';
import { notebookLines, readMarker } from '../../../src/server/policy/marker.ts';

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

  const followed = [
    '# vigie: sensitive - données individuelles',
    '# vigie: sensitive (patients)',
    '/* vigie: sensitive. Ne pas diffuser. */',
    '#vigie:sensitive # keep',
    '# vigie: très sensible',
    '# vigie: données sensibles',
    'vigie: "sensitive"',
    '"vigie": "sensitive",',
    '# vigie=sensitive',
    '# vigie\uff1asensitive',
  ];
  for (const line of followed) {
    it(`reads ${line}`, () => {
      assert.equal(readMarker(line)?.label, 'sensitive');
    });
  }

  it('takes the strictest of several labels, in both languages', () => {
    assert.equal(readMarker('# vigie: sensitive, secret')?.label, 'secret');
    assert.equal(readMarker('# vigie : secre\u0300te')?.label, 'secret');
    assert.equal(readMarker('# vigie: interne')?.label, 'internal');
  });

  it('lets a sentence be that holds no label near its start', () => {
    assert.equal(readMarker('# vigie: the extension that we use here, see the wiki'), undefined);
  });
});

describe('notebookLines', () => {
  it('finds the source lines of a notebook on the disk', () => {
    const notebook = { cells: [{ cell_type: 'code', metadata: {}, source: ['# vigie: sensitive\n', 'x = "a"\n'] }] };
    assert.deepEqual(readMarker(notebookLines(JSON.stringify(notebook, null, 1))), { label: 'sensitive', line: 1 });
  });
});
