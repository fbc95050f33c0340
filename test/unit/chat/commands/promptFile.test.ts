import assert from 'node:assert/strict';
import { readPromptFile } from '../../../../src/server/chat/commands/promptFile.ts';
import { growth, mostGrowth } from '../../../support/growth.ts';

const shown = (text: string) => {
  const { pieces, problems, ...head } = readPromptFile(text);
  return {
    head,
    pieces: pieces.map((piece) => (piece.kind === 'text' ? text.slice(piece.start, piece.end).trim() : `<${piece.kind}>`)),
    problems: problems.map(({ line, severity }) => `${severity} ${line}`),
  };
};

describe("a prompt's file", () => {
  it('has a head and a body', () => {
    const text = '---\ntitle: "Check the weights"\ndescription: Weights and strata\nargument: which survey\n---\n\nCheck the weights of this survey.\n';
    assert.deepEqual(shown(text), {
      head: { title: 'Check the weights', description: 'Weights and strata', argument: 'which survey' },
      pieces: ['Check the weights of this survey.'],
      problems: [],
    });
  });

  it('may be a body alone', () => {
    assert.deepEqual(shown('Check the weights.'), { head: {}, pieces: ['Check the weights.'], problems: [] });
  });

  it('has places for what the person brings, also as other tools write them', () => {
    assert.deepEqual(shown('Check\n{{selection}}\nagainst {{ argument }}.').pieces, ['Check', '<selection>', 'against', '<argument>', '.']);
    assert.deepEqual(shown('Check ${selection} against ${input:survey:which one}').pieces, ['Check', '<selection>', 'against', '<argument>']);
    assert.deepEqual(shown('${a: ${input:survey:which one\nof all}').pieces, ['${a:', '<argument>']);
  });

  it('says where something in it does nothing, and is used all the same', () => {
    const text = "---\nmode: agent\ntools: ['terminal']\ncolour: red\n---\nRun ${workspaceFolder} now";
    assert.deepEqual(shown(text), { head: {}, pieces: ['Run ${workspaceFolder} now'], problems: ['warning 1', 'warning 2', 'warning 3', 'warning 5'] });
  });

  it('says where it is broken', () => {
    assert.deepEqual(shown('---\ntitle: a\nbody').problems, ['error 0', 'error 2']);
    assert.deepEqual(shown('---\ntitle\n---\nbody').problems, ['error 1']);
    assert.deepEqual(shown('---\ntitle: a\n---\n\n').problems, ['error 3']);
    assert.deepEqual(shown('').problems, ['error 0']);
    assert.deepEqual(shown('long '.repeat(1000)).problems, ['error 0']);
  });

  it('takes line ends of any kind', () => {
    assert.deepEqual(shown('---\r\ntitle: a\r\n---\r\nbody\r\n'), { head: { title: 'a' }, pieces: ['body'], problems: [] });
  });

  it('is read in time that grows with its length, not with the square', async function () {
    this.timeout(60_000);
    const slow: string[] = [];
    for (const piece of ['${a:', '${a', '{{a', '{{ ', '${a}', '${a}\n', '${selection}', '{{argument}}', 'a', '\n', '---\n', 'a: b\n', "title: '"]) {
      const grown = await growth(readPromptFile, piece.repeat(100_000 / piece.length));
      if (grown > mostGrowth) slow.push(`${piece}: ${grown.toFixed(1)} times`);
    }
    assert.deepEqual(slow, []);
  });
});
