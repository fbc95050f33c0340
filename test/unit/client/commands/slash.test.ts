import assert from 'node:assert/strict';
import type { CommandView } from '../../../../src/protocol/command.ts';
import { readSlash, slashFor } from '../../../../src/client/commands/slash.ts';

const view = (name: string, aliases: string[] = [], more: Partial<CommandView> = {}): CommandView => ({ name, aliases, title: name, description: '', ...more });
const commands = [
  view('explain', ['expliquer']),
  view('translate', ['traduire'], { choices: ['R', 'Python', 'data.table', 'SQL'] }),
  view('weights', [], { uri: 'file:///p/.vigie/prompts/weights.md' }),
];
const read = (typed: string) => readSlash(typed, commands);

describe('a command behind a slash', () => {
  it('is known by its name and its French name, in capitals too', () => {
    for (const typed of ['/explain', ' /Explain ', '/expliquer']) assert.deepEqual(read(typed), { text: '', command: { name: 'explain' } }, typed);
    assert.deepEqual(read('/explain the offset\nplease'), { text: 'the offset\nplease', command: { name: 'explain' } });
  });

  it('has an argument where it has choices', () => {
    assert.deepEqual(read('/translate R'), { text: '', command: { name: 'translate', argument: 'R' } });
    assert.deepEqual(read('/traduire en python'), { text: '', command: { name: 'translate', argument: 'Python' } });
    assert.deepEqual(read('/translate to data.table, keep names'), { text: 'to data.table, keep names', command: { name: 'translate' } });
    assert.deepEqual(read('/translate data.table keep names'), { text: 'keep names', command: { name: 'translate', argument: 'data.table' } });
    assert.deepEqual(read('/translate'), { text: '', command: { name: 'translate' } });
  });

  it('passes on a choice that there is not, so that the server says so', () => {
    assert.deepEqual(read('/translate julia'), { text: '', command: { name: 'translate', argument: 'julia' } });
  });

  it('may be a prompt of the workspace, with all behind it as its argument', () => {
    const [, , { uri = '' } = {}] = commands;
    assert.deepEqual(read('/weights Baromètre 2024'), { text: '', command: { name: 'prompt', uri, argument: 'Baromètre 2024' } });
    assert.deepEqual(read('/weights'), { text: '', command: { name: 'prompt', uri } });
  });

  it('is none in a path, in the middle of a text, or where nothing is called so', () => {
    for (const typed of ['/usr/bin/R', 'see /explain', '/explainer', '/', '//explain', '/explain/this', '']) assert.deepEqual(read(typed), { text: typed }, typed);
  });

  it('is shown as the person would type it', () => {
    assert.equal(slashFor('explain', undefined, commands, 'en'), '/explain');
    assert.equal(slashFor('translate', 'R', commands, 'fr-CA'), '/traduire R');
    assert.equal(slashFor('review', undefined, commands, 'fr'), '/review');
  });
});
