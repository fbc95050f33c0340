import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { Contender } from './clients/contender.ts';
import { usageOf } from './driver/processTree.ts';
import { Session } from './driver/session.ts';
import { Person, positionAt } from './driver/type.ts';
import type { Pace } from './oracle/pace.ts';
import { Oracle } from './oracle/server.ts';
import { planOf, type Program } from './plan.ts';
import type { SoakMoment, SoakSection } from './report.ts';

/** How long is replayed, in hours of a person, and by how much faster. */
export interface Soaking {
  readonly hours: number;
  readonly faster: number;
}

const hour = 3_600_000;
/** How often memory is noted, in hours of a person. */
const noted = 0.5;
/** Keys between two looks at the clock. */
const keysAtOnce = 700;
/** Half of the lines are wrong at first, since what is wrong makes most requests. */
const share = 0.5;

/**
 * Replays hours of editing faster than a person edits: stretches of programs are deleted and typed again, over and
 * over, by other keys each time. All times are shortened alike, the model's too.
 */
export async function soak(contender: Contender, corpus: readonly Program[], pace: Pace, { hours, faster }: Soaking, temporary: string): Promise<SoakSection> {
  const oracle = new Oracle(corpus, { share, seed: 1 }, { firstToken: pace.firstToken / faster, rate: pace.rate * faster });
  const address = await oracle.listen();
  const session = await Session.start(contender, address, mkdtempSync(join(temporary, 'soak-')), corpus);
  const moments: SoakMoment[] = [];
  let [keys, elapsed] = [0, 0];
  const note = (): void => {
    moments.push({ hours: Math.round((elapsed / hour) * 10) / 10, keys, memoryMB: usageOf(session.pid)?.memoryMB ?? NaN });
  };
  try {
    for (const program of corpus) await session.open(program);
    await new Promise((resolve) => setTimeout(resolve, contender.settling));
    note();
    for (let seed = 1; elapsed < hours * hour; seed += 1) {
      for (const [number, segment] of planOf(corpus, seed, keysAtOnce).entries()) {
        const { program, before, end } = segment;
        await session.change(session.uriOf(program.name), positionAt(before), positionAt(program.text.slice(0, end)), '');
        // Another person each time: what this process notes of a segment goes with them.
        const person = new Person(session, contender, { accepts: false, faster });
        await person.type(segment, number);
        keys += person.keys;
        elapsed += segment.keys.reduce((total, { gap }) => total + gap, 0);
        oracle.asked.length = 0;
        if (elapsed >= moments.length * noted * hour) note();
      }
    }
    return { mode: 'soak', client: contender.name, moments };
  } finally {
    await session.stop();
    await oracle.close();
  }
}
