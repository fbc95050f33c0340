import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc/node';

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** What an editor knows of the document when it asks. */
export interface Question {
  readonly uri: string;
  readonly position: Position;
  /** The text before the cursor. */
  readonly before: string;
}

/** How to start a program. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  /** Variables of the environment beside those that every program gets. */
  readonly env?: Readonly<Record<string, string>>;
  readonly initializationOptions: unknown;
  readonly capabilities: object;
}

/** A program that gives ghost text over LSP on its standard streams. */
export interface Contender {
  readonly name: string;
  /**
   * @param oracle the model's address, without a path
   * @param home an empty folder, which is the program's home
   */
  readonly launch: (oracle: string, home: string) => Launch;
  /** Asks as an editor does after a key. @returns the text behind the cursor, empty for none */
  readonly ask: (connection: MessageConnection, question: Question, token: CancellationToken) => Promise<string>;
  /** Tells a client that wants to know it that its last answer has come on the screen. */
  readonly shown?: (connection: MessageConnection) => Promise<void>;
  /** How long it needs after its start before it is fair to type, in milliseconds. */
  readonly settling: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

interface Item {
  readonly insertText: string | { readonly value: string };
  readonly range?: Range;
}

/** Asks with `textDocument/inlineCompletion` of LSP 3.18, as it is triggered by typing. */
export async function askInline(connection: MessageConnection, question: Question, token: CancellationToken): Promise<string> {
  const { uri, position, before } = question;
  const params = { textDocument: { uri }, position, context: { triggerKind: 2 } };
  const given = await connection.sendRequest<Item[] | { items: Item[] } | null>('textDocument/inlineCompletion', params, token);
  const [item] = Array.isArray(given) ? given : (given?.items ?? []);
  if (item === undefined) return '';
  const text = typeof item.insertText === 'string' ? item.insertText : item.insertText.value;
  return behindCursor(text, item.range, position, before);
}

/**
 * What of an inserted text would stand behind the cursor.
 * @returns the empty string where it would change what stands before the cursor, which no editor shows as ghost text
 */
export function behindCursor(text: string, range: Range | undefined, { line, character }: Position, before: string): string {
  const start = range?.start ?? { line, character };
  if (start.line !== line) return '';
  const typed = before.slice(before.length - (character - start.character));
  const own = character === start.character ? '' : typed;
  return text.startsWith(own) ? text.slice(own.length) : '';
}
