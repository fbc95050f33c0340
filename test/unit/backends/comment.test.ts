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

  it('is nothing where nothing goes along', () => {
    assert.equal(commented([], 'r'), '');
  });
});
