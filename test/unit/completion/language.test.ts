import assert from 'node:assert/strict';
import { isBareFence, isFence, languageAt } from '../../../src/server/completion/language.ts';
import { parse } from '../../support/cursor.ts';

function at(marked: string, languageId = 'quarto'): string {
  const { text, offset } = parse(marked);
  const { id, within } = languageAt(text, offset, languageId);
  return `${id} ${within}`;
}

const report = (place: 'yaml' | 'prose' | 'r' | 'python' | 'sql' | 'after'): string => {
  const mark = (here: string): string => (here === place ? '║' : '');
  return [
    '---',
    `title: Weekly bulletin${mark('yaml')}`,
    '---',
    '',
    `Cases rose in week 12.${mark('prose')}`,
    '',
    '```{r epicurve, echo=FALSE}',
    `cases |> ${mark('r')}`,
    '```',
    '',
    '```{python}',
    `cases.groupby("region")${mark('python')}`,
    '```',
    '',
    '```sql',
    `SELECT region${mark('sql')}`,
    '```',
    '',
    `The end.${mark('after')}`,
  ].join('\n');
};

describe('language at the cursor', () => {
  it('is the document’s own where that holds one language', () => {
    assert.equal(at('x <- ║', 'r'), 'r document');
    assert.equal(at('```{r}\n║', 'python'), 'python document');
  });

  it('is that of the chunk, of the front matter, or prose', () => {
    assert.equal(at(report('yaml')), 'yaml frontMatter');
    assert.equal(at(report('prose')), 'markdown prose');
    assert.equal(at(report('r')), 'r chunk');
    assert.equal(at(report('python')), 'python chunk');
    assert.equal(at(report('sql')), 'sql chunk');
    assert.equal(at(report('after')), 'markdown prose');
  });

  it('holds with CRLF line ends and under every name that mixed documents have', () => {
    for (const id of ['markdown', 'rmd', 'quarto']) {
      assert.equal(at(report('r').replaceAll('\n', '\r\n'), id), 'r chunk');
      assert.equal(at(report('yaml').replaceAll('\n', '\r\n'), id), 'yaml frontMatter');
      assert.equal(at(report('after').replaceAll('\n', '\r\n'), id), 'markdown prose');
    }
  });

  it('reads chunk headers in their forms', () => {
    assert.equal(at('~~~{.python}\n║'), 'python chunk');
    assert.equal(at('```py\n║'), 'python chunk');
    assert.equal(at('   ```{sql, connection=con}\n║'), 'sql chunk');
    assert.equal(at('```{r}║'), 'markdown prose', 'the header itself is not in the chunk');
  });

  it('takes a block without a language for prose', () => {
    assert.equal(at('Text\n```\noutput ║\n```'), 'markdown prose');
  });

  it('calls a language by one name, whatever the extension or the notebook', () => {
    assert.equal(at('║', 'SAS'), 'sas document');
    assert.equal(at('║', 'stata'), 'stata document');
    assert.equal(at('║', 'oraclesql'), 'sql document');
    assert.equal(at('%%sql\nSELECT ║', 'python'), 'sql document');
    assert.equal(at('%%R -i cases\ncases |> ║', 'python'), 'r document');
    assert.equal(at('%%time\n║', 'python'), 'python document');
    assert.equal(at('```{duckdb}\n║'), 'sql chunk');
  });

  it('does not take a rule at the start for front matter that never ends', () => {
    assert.equal(at(`---\ntitle: x\n---\n${'word '.repeat(10_000)}║`), 'markdown prose');
  });

  it('knows fences', () => {
    assert.equal(isFence('  ```{r}'), true);
    assert.equal(isFence('``x``'), false);
    assert.equal(isBareFence('``` '), true);
    assert.equal(isBareFence('```r'), false);
  });
});
