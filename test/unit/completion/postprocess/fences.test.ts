import assert from 'node:assert/strict';
import { fences } from '../../../../src/server/completion/postprocess/fences.ts';
import { filtered } from './golden.ts';

describe('fences', () => {
  const kept = (marked: string, text: string, languageId = 'quarto'): string | undefined =>
    filtered(fences, marked, text, { languageId })?.text;

  it('are not half written in prose', () => {
    assert.equal(kept('The incidence ║', 'rose.\n\n```{r, echo'), 'rose.\n');
    assert.equal(kept('The incidence ║', 'rose.\n\n```'), 'rose.\n');
    assert.equal(kept('║', '```{r'), '');
  });

  it('are not half written at the end of a chunk', () => {
    assert.equal(kept('```{r}\n║', 'plot(x)\n``'), 'plot(x)');
  });

  it('may be whole, or be completed', () => {
    assert.equal(kept('║', '```{r}'), '```{r}');
    assert.equal(kept('║', 'See below.\n\n```{r}\nplot(x)'), 'See below.\n\n```{r}\nplot(x)');
    assert.equal(kept('```{r, ║}', 'echo = FALSE'), 'echo = FALSE');
    assert.equal(kept('```{r, ║', 'echo = FALSE'), 'echo = FALSE');
    assert.equal(kept('x <- ║', '1\n```', 'r'), '1\n```', 'in R alone it is the preamble’s');
  });
});
