import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CancellationToken } from 'vscode-jsonrpc/node';
import { vigie } from '../ghost/clients/vigie.ts';
import { Session } from '../ghost/driver/session.ts';
import { positionAt } from '../ghost/driver/type.ts';
import type { ProjectFile, Question } from './questions.ts';

/** How long a person looks at a line before writing in the next, in milliseconds: context is gathered meanwhile. */
const pause = 600;

/** Vigie as it is shipped, in an editor that shows some files of a project. */
export class Editor {
  readonly #session: Session;

  private constructor(session: Session) {
    this.#session = session;
  }

  /**
   * @param server the path of `server.js`
   * @param model the model's address
   * @param files what lies in the workspace
   * @param open what is open beside the document that is asked about
   */
  static async start(server: string, model: string, temporary: string, files: readonly ProjectFile[], open: readonly ProjectFile[]): Promise<Editor> {
    const contender = vigie(server);
    const session = await Session.start(contender, model, mkdtempSync(join(temporary, 'eval-')), files);
    for (const file of open) await session.open(file);
    await new Promise((resolve) => setTimeout(resolve, contender.settling));
    return new Editor(session);
  }

  /**
   * Opens the document without the rest of the line, stays a moment on a line above, goes to the cursor and asks.
   * @returns the text that is shown, empty for none, and how long it took, in milliseconds
   */
  async ask({ file, before, after }: Question): Promise<{ text: string; milliseconds: number }> {
    const { connection } = this.#session;
    const uri = this.#session.uriOf(file.name);
    const text = before + after;
    // What is taken away stands nowhere.
    writeFileSync(fileURLToPath(uri), text);
    await this.#session.open({ ...file, text });
    const contender = vigie('');
    const above = { uri, position: lineAbove(before), before };
    await contender.ask(connection, above, CancellationToken.None);
    await new Promise((resolve) => setTimeout(resolve, pause));
    const began = performance.now();
    const shown = await contender.ask(connection, { uri, position: positionAt(before), before }, CancellationToken.None);
    const milliseconds = performance.now() - began;
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    return { text: shown, milliseconds };
  }

  async stop(): Promise<void> {
    await this.#session.stop();
  }
}

/** Before the code of the last line above that holds words: ghost text would be in their way, so the model is not asked. */
function lineAbove(before: string): { line: number; character: number } {
  const lines = before.split('\n').slice(0, -1);
  const line = lines.findLastIndex((each) => /\w/.test(each));
  return { line: Math.max(0, line), character: /^\s*/.exec(lines[line] ?? '')?.[0].length ?? 0 };
}
