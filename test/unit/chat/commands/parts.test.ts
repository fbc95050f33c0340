import assert from 'node:assert/strict';
import type { AttachedText } from '../../../../src/server/chat/attachmentText.ts';
import { commandParts, instructionsPart } from '../../../../src/server/chat/commands/parts.ts';
import { readPromptFile } from '../../../../src/server/chat/commands/promptFile.ts';
import { chatDefaults } from '../../../../src/server/chat/defaults.ts';
import { attachedParts } from '../../../../src/server/chat/draft.ts';
import { ownWords } from '../../../../src/server/chat/prompts.ts';

const program: AttachedText = { uri: 'file:///p/a.R', name: 'a.R', languageId: 'r', text: 'x <- 1\n' };
const asked = (command: Parameters<typeof commandParts>[0]['command'], attachments: readonly AttachedText[] = [program], text = '') => {
  const prompt = command.name === 'prompt' ? { uri: command.uri, text, prompt: readPromptFile(text) } : undefined;
  return commandParts({ command, prompt, attachments, attached: attachedParts(attachments), language: 'en' });
};

describe('the parts of a command', () => {
  it('are Vigie’s own only where Vigie says them word for word', () => {
    const canary = 'CANARY-4e';
    const parts = [
      ...asked({ name: 'fix', argument: canary }),
      ...asked({ name: 'translate', argument: canary }),
      ...asked({ name: 'prompt', uri: 'file:///p/.vigie/prompts/a.md', argument: canary }, [program], `${canary} {{selection}} {{argument}} ${canary}`),
    ];
    for (const { text, origin } of parts) assert.equal(origin.kind === 'vigie', ownWords.has(text), text);
    assert.equal(parts.filter(({ text }) => text.includes(canary)).length, 3);
  });

  it('go by what can be sent, in time that a person does not notice, however long the document is', () => {
    const begins = { sas: 'data a; merge b ', r: 'group_by(', stata: 'by x', sql: 'case ' };
    const began = performance.now();
    for (const [languageId, text] of Object.entries(begins)) {
      const program: AttachedText = { uri: 'file:///p/a', name: 'a', languageId, text: text.repeat(40_000) };
      for (const name of ['review', 'translate'] as const) asked({ name, ...(name === 'translate' && { argument: 'SQL' }) }, [program]);
    }
    assert.ok(performance.now() - began < 1500, `${performance.now() - began} ms`);
  });

  it('keep the words of a prompt and of the person apart, each with its place', () => {
    const text = '---\ntitle: a\n---\nBefore {{selection}} between ${input:b} after {{selection}}';
    const parts = asked({ name: 'prompt', uri: 'file:///p/.vigie/prompts/a.md', argument: 'typed' }, [program], text);
    assert.deepEqual(
      parts.map(({ text: each, origin }) => `${origin.kind}: ${each.trim().split('\n')[0]}`),
      ['document: Before', 'document: Document a.R:', 'document: between', 'chat: typed', 'document: after'],
    );
    for (const part of parts.filter(({ around }) => around !== undefined)) {
      const { text: whole, start, end, at } = part.around!;
      assert.equal(part.text.slice(at, at + end - start), whole.slice(start, end));
      assert.equal(whole, text, 'the whole file says what its words are');
    }
  });

  it('bring what a prompt has no place for: attachments before, and the argument behind', () => {
    const parts = asked({ name: 'prompt', uri: 'file:///p/.vigie/prompts/a.md', argument: 'typed' }, [program], 'Do it.');
    assert.deepEqual(parts.map(({ text }) => text.split('\n')[0]), ['Document a.R:', 'Do it.', 'typed']);
  });
});

describe('the instructions of a workspace', () => {
  it('are context with their file as their origin, cut where they are long, and judged by all of the file', () => {
    const uri = 'file:///p/.vigie/instructions.md';
    const short = instructionsPart({ uri, text: 'Be brief.' }, 'en');
    assert.deepEqual([short.purpose, short.origin, short.around], ['context', { kind: 'document', uri }, undefined]);
    const text = 'long '.repeat(1000);
    const long = instructionsPart({ uri, text }, 'en');
    assert.ok(long.text.length < chatDefaults.instructionsCharacters + 100);
    const { at, start, end, text: whole } = long.around!;
    assert.equal(long.text.slice(at, at + end - start), whole.slice(start, end));
    assert.equal(whole, text);
  });
});
