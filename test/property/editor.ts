import type { ChatParams, ChatResult } from '../../src/protocol/chat.ts';
import type { Settings } from '../../src/protocol/settings.ts';

/** What an editor does with a server, whichever way it is connected. */
export interface Editor {
  open(uri: string, languageId: string, text: string): Promise<void>;
  close(uri: string): Promise<void>;
  /** Asks for ghost text at an offset of an open document. @returns what is suggested. */
  ghostText(uri: string, text: string, offset: number): Promise<readonly string[]>;
  chat(params: Partial<ChatParams>): Promise<{ readonly result: ChatResult; readonly shown: string }>;
  use(settings: Settings): Promise<void>;
  trust(trusted: boolean): Promise<void>;
  /** Tells that files have changed on the disk, and waits until what is built in the background has followed. */
  changed(): Promise<void>;
  stop(): Promise<void>;
}

/** A position as LSP counts, of an offset in a text with plain line ends. */
export function positionAt(text: string, offset: number): { line: number; character: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
