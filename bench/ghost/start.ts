import { CancellationToken } from 'vscode-jsonrpc/node';
import type { Contender } from './clients/contender.ts';
import { Oracle } from './oracle/server.ts';
import { paragraphEnd } from './oracle/paragraph.ts';
import type { Pace } from './oracle/pace.ts';
import type { Program } from './plan.ts';
import { Session } from './driver/session.ts';
import { positionAt } from './driver/type.ts';

/** How long until an editor asks again where nothing came, in milliseconds. */
const again = 20;
/** How long a client may take at the most, in milliseconds. */
const limit = 30_000;
/** A paragraph with so much left is answered soon also by a client that waits for its end. */
const left = { least: 16, most: 28 };

/**
 * From the start of a client's process to its first ghost text, in milliseconds: one document is opened as soon as LSP
 * allows, and asked about at once. The model's own time is in it.
 * @param temporary the folder of the client's home, which it may have been started in before
 */
export async function timeToFirst(contender: Contender, corpus: readonly Program[], pace: Pace, temporary: string): Promise<number> {
  const { program, offset } = lastWords(corpus);
  const oracle = new Oracle(corpus, { share: 0, seed: 1 }, pace);
  const address = await oracle.listen();
  const before = program.text.slice(0, offset);
  const document = { name: program.name, languageId: program.languageId, text: before + program.text.slice(paragraphEnd(program.text, offset)) };
  const began = performance.now();
  const session = await Session.start(contender, address, temporary, [document]);
  try {
    await session.open(document);
    const question = { uri: session.uriOf(document.name), position: positionAt(before), before };
    while (performance.now() - began < limit) {
      const text = await contender.ask(session.connection, question, CancellationToken.None);
      if (text !== '') return performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, again));
    }
    return NaN;
  } finally {
    await session.stop();
    await oracle.close();
  }
}

/** A place in the last line of a paragraph of an R program. */
function lastWords(corpus: readonly Program[]): { program: Program; offset: number } {
  for (const program of corpus.filter(({ languageId }) => languageId === 'r')) {
    for (let offset = Math.floor(program.text.length / 2); offset < program.text.length; offset += 1) {
      const rest = program.text.slice(offset, paragraphEnd(program.text, offset));
      const within = program.text[offset - 1] === ' ' && /^\w/.test(rest) && !rest.includes('\n');
      if (within && rest.length >= left.least && rest.length <= left.most) return { program, offset };
    }
  }
  throw new Error('There is no place to ask about.');
}
