import assert from 'node:assert/strict';
import { chunksOf } from '../../../src/server/context/chunks.ts';

describe('chunks of a report', () => {
  it('are its code by language, in order, without prose and what is not closed', () => {
    const text = '---\ntitle: Bulletin\n---\n\n```{r setup}\nlibrary(dplyr)\n```\n\nText\n\n```\nplain\n```\n\n~~~python\nx = 1\n~~~\n\n```{r}\n```\n\n```{r}\nopen <- 1\n';
    assert.deepEqual(
      chunksOf(text).map(({ language, start, end }) => [language, text.slice(start, end)]),
      [
        ['r', 'library(dplyr)\n'],
        ['python', 'x = 1\n'],
      ],
    );
  });
});
