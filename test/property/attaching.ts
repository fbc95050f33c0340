import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Label } from '../../src/protocol/label.ts';
import type { Attachment } from '../../src/protocol/attachment.ts';
import { nameKeys, nameOf, pathOf } from './files.ts';
import { above, labelOfName, labelOfShown, strictest, type Moment } from './oracle.ts';
import { uriOf } from './shown.ts';
import type { Attach } from './story.ts';

/** An attachment as the client hands it over, with what of its file may be in it. */
export interface Attaching {
  readonly attachment: Attachment;
  /** What may arrive where the label allows it; empty where nothing of the file's text may. */
  readonly text: string;
  /** The label at a moment. */
  readonly labelAt: (moment: Moment) => Label;
  /** Whether the file must not be open in the editor for it. */
  readonly closed?: boolean;
}

/**
 * What a person attaches of a file.
 * @param text that an editor shows of it
 */
export function attachingOf({ shown, from, way = 'as it is' }: Attach, base: string, text: string): Attaching {
  const uri = uriOf(base, shown);
  const onDisk = { name: shown.name, view: 'file' } as const;
  const labelAt = (moment: Moment): Label => labelOfShown(moment, shown);
  const lines = text.split('\n');
  switch (way) {
    case 'as it is': {
      const end = { line: lines.length - 1, character: 0 };
      const range = from === undefined ? {} : { range: { start: { line: from, character: 0 }, end } };
      return { attachment: { uri, ...range }, text: from === undefined ? text : lines.slice(from).join('\n'), labelAt };
    }
    case 'not open':
      return {
        attachment: { uri: uriOf(base, onDisk) },
        text: nameOf(shown.name).text,
        labelAt: (moment) => labelOfShown(moment, onDisk),
        closed: true,
      };
    case 'problems': {
      const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } };
      return { attachment: { kind: 'problems', files: [{ uri, problems: [{ range, severity: 'error', message: text }] }] }, text, labelAt };
    }
    case 'changes': {
      const diff = `@@ -1,${lines.length} +1 @@\n${lines.map((line) => `-${line}`).join('\n')}\n`;
      return { attachment: { kind: 'diff', files: [{ uri, text: diff }] }, text, labelAt };
    }
    case 'changes among others': {
      const diff = `@@ -1,${lines.length} +1 @@\n${lines.map((line) => `-${line}`).join('\n')}\n`;
      const other = { uri: uriOf(base, { name: 'model', view: 'file' }), text: '@@ -1 +1 @@\n-x <- 1\n+x <- 2\n' };
      return { attachment: { kind: 'diff', files: [other, { uri, text: diff }] }, text, labelAt };
    }
    case 'changes under another name': {
      const diff = `@@ -1 +1,${lines.length} @@\n${lines.map((line) => `+${line}`).join('\n')}\n`;
      const formerUri = uriOf(base, onDisk);
      const files = [{ uri: new URL('renamed.R', formerUri).href, formerUri, text: diff }];
      return { attachment: { kind: 'diff', files }, text, labelAt: (moment) => labelOfShown(moment, { ...shown, view: 'file' }) };
    }
    case 'terminal':
      return { attachment: { kind: 'terminal', text }, text, labelAt: (moment) => labelOfShown(moment, { ...shown, view: 'output' }) };
    case 'columns':
      return { attachment: { kind: 'schema', uri: uriOf(base, onDisk) }, text: '', labelAt: () => 'internal' };
    case 'names': {
      const uriOfFolder = pathToFileURL(dirname(pathOf(base, nameOf(shown.name)))).href;
      return { attachment: { kind: 'folder', uri: uriOfFolder }, text: '', labelAt: () => 'internal' };
    }
  }
}

const basenames = new Map(nameKeys.map((key) => [key, nameOf(key).path.split('/').at(-1) ?? '']));

/** A name of a file that no other name holds, spelt in one way only. */
const unmistakable = nameKeys.filter((key) => {
  const own = basenames.get(key) ?? '';
  return /^[\w.]+$/.test(own) && ![...basenames].some(([other, name]) => other !== key && name.toLowerCase().includes(own.toLowerCase()));
});

/** A file whose name stands in a text although it is above the bound. */
export function nameAbove(bound: Label, text: string, moment: Moment): string | undefined {
  return unmistakable.find((key) => {
    const marker = nameOf(key).marker ?? 'public';
    return text.includes(basenames.get(key) ?? '') && above(strictest(labelOfName(moment, key), marker), bound);
  });
}
