import assert from 'node:assert/strict';
import type { CommandView } from '../../../src/protocol/command.ts';
import { commandItems, commandSource } from '../../../src/webview/commandSource.ts';

const view = (name: string, more: Partial<CommandView> = {}): CommandView => ({ name, aliases: [], title: name, description: '', ...more });
const commands = [
  view('explain', { aliases: ['expliquer'], title: 'Expliquer', description: 'Ce que le code calcule' }),
  view('review'),
  view('translate', { aliases: ['traduire'], choices: ['R', 'SQL'] }),
  view('weights', { argument: 'which survey', uri: 'file:///p/.vigie/prompts/weights.md' }),
];
const names = (query: string) => commandItems(commands, query).map(({ name }) => name);

describe('the commands behind a slash', () => {
  it('are all there at first, one with choices once for each', () => {
    assert.deepEqual(names(''), ['explain', 'review', 'translate R', 'translate SQL', 'weights …']);
  });

  it('are found by name, French name and title, those that begin so first', () => {
    assert.deepEqual(names('EXPLI'), ['explain']);
    assert.deepEqual(names('trad'), ['translate R', 'translate SQL']);
    assert.deepEqual(names('e'), ['explain', 'review', 'translate R', 'translate SQL', 'weights …']);
    assert.deepEqual(names('re'), ['review', 'translate R', 'translate SQL']);
    assert.deepEqual(names('nothing'), []);
  });

  it('are no longer offered once one is typed in full, so that Enter sends it', () => {
    for (const typed of ['review', 'Expliquer', 'weights']) assert.deepEqual(names(typed), [], typed);
    assert.deepEqual(names('translate'), ['translate R', 'translate SQL'], 'a choice is still to be made');
  });

  it('are put in with a space behind, so that the list closes', () => {
    const [item] = commandItems(commands, 'translate');
    assert.equal(commandSource(commands).take(item!), '/translate R ');
  });

  it('tell what they do', () => {
    assert.equal(commandItems(commands, 'expl')[0]?.detail, 'Expliquer – Ce que le code calcule');
  });
});
