import assert from 'node:assert/strict';
import { commented } from '../../../src/server/backends/comment.ts';

describe('what goes along as comments', () => {
  const context = [{ name: 'etude/macros.sas', text: '%macro taux(n, pop); /* pour 100 000 */\n\n%mend;\n' }];

  it('is written as the document’s language writes comments', () => {
    const first = (language: string) => commented(context, language).split('\n')[0];
    assert.equal(first('r'), '# etude/macros.sas');
    assert.equal(first('sql'), '-- etude/macros.sas');
    assert.equal(first('stata'), '// etude/macros.sas');
    assert.equal(first('quarto'), '<!-- etude/macros.sas -->');
    assert.equal(first('unheard-of'), '# etude/macros.sas');
  });

  it('ends no comment from within', () => {
    assert.equal(
      commented(context, 'sas'),
      '/* etude/macros.sas */\n/* %macro taux(n, pop); /* pour 100 000 */\n/* */\n/* %mend; */\n\n',
    );
  });

  it('names a file once for texts that follow each other', () => {
    const texts = [
      { name: 'R/a.R', text: 'x <- 1' },
      { name: 'R/a.R', text: 'y <- 2' },
      { name: 'R/b.R', text: 'z <- 3' },
      { name: 'R/a.R', text: 'x' },
    ];
    assert.equal(commented(texts, 'r'), '# R/a.R\n# x <- 1\n\n# y <- 2\n\n# R/b.R\n# z <- 3\n\n# R/a.R\n# x\n\n');
  });

  it('leaves comments as they are', () => {
    const said = (text: string, language: string) => commented([{ name: 'n', text }], language).split('\n').slice(1, -2);
    assert.deepEqual(said("#' Rates\n  # per week\nx", 'r'), ["#' Rates", '  # per week', '# x']);
    assert.deepEqual(said('/* a */\n/* a */ x /* b */', 'sas'), ['/* a */', '/* /* a  x /* b */']);
    assert.deepEqual(said('-- a\n#b', 'sql'), ['-- a', '-- #b']);
  });

  it('is nothing where nothing goes along', () => {
    assert.equal(commented([], 'r'), '');
  });
});
