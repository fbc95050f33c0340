import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender } from '../clients/contender.ts';
import type { Difficulty } from '../oracle/model.ts';
import type { Pace } from '../oracle/pace.ts';
import { Oracle } from '../oracle/server.ts';
import type { Program, Segment } from '../plan.ts';
import type { RunLog } from './log.ts';
import { usageOf, watchMemory } from './processTree.ts';
import { Session, type OpenDocument } from './session.ts';
import { Person } from './type.ts';

/** What is the same for all clients of a run. */
export interface Setting {
  readonly corpus: readonly Program[];
  readonly segments: readonly Segment[];
  readonly difficulty: Difficulty;
  readonly pace: Pace;
  /** Whether the person takes right ghost text. */
  readonly accepts: boolean;
  /** A folder in which each run makes its own. */
  readonly temporary: string;
}

/** How many documents are open, as in an editor that is in use. */
const openDocuments = 12;

/** Has a person type with a client. */
export async function run(contender: Contender, setting: Setting): Promise<RunLog> {
  const { corpus, segments, difficulty, pace, accepts, temporary } = setting;
  const oracle = new Oracle(corpus, difficulty, pace);
  const address = await oracle.listen();
  const typed = segments.map(({ program }) => program);
  const others = corpus.filter((program) => !typed.includes(program)).slice(0, openDocuments - typed.length);
  const documents = [...others, ...typed].map((program) => asOpened(program, segments));
  const session = await Session.start(contender, address, mkdtempSync(join(temporary, 'run-')), documents);
  try {
    const peak = watchMemory(session.pid);
    for (const document of documents) await session.open(document);
    await new Promise((resolve) => setTimeout(resolve, contender.settling));
    const before = usageOf(session.pid);
    const person = new Person(session, contender, { accepts, faster: 1 });
    for (const [number, segment] of segments.entries()) await person.type(segment, number);
    const after = usageOf(session.pid);
    return {
      segments,
      states: person.states,
      shown: person.screen.events,
      answered: person.answered,
      asked: oracle.asked,
      keys: person.keys,
      cpuSeconds: before && after && after.cpuSeconds - before.cpuSeconds,
      peakMB: peak(),
    };
  } finally {
    await session.stop();
    await oracle.close();
  }
}

/** A program as it stands before the person types what is missing. */
export function asOpened(program: Program, segments: readonly Segment[]): OpenDocument {
  const segment = segments.find((each) => each.program.name === program.name);
  const text = segment === undefined ? program.text : segment.before + segment.after;
  return { name: program.name, languageId: program.languageId, text };
}
