import { heapOf } from '../../test/support/heap.ts';
import type { Contender } from './contenders.ts';

/** How a page took an answer, piece by piece. Times are in milliseconds. */
export interface Streamed {
  /** What each piece took of the page's one thread: taking it up, and the frame that shows it, from its start to its end. */
  readonly times: readonly number[];
  /** Frames that a screen with 60 in a second would have had and the page did not draw, and all that it would have had. */
  readonly dropped: number;
  readonly frames: number;
  /** The finished answer after the last piece. */
  readonly ending: number;
}

/** The time of a frame, in milliseconds, as browsers without a screen have it. */
const frame = 1000 / 60;

/**
 * What streams in the page. It is made once for each, and leaves nothing behind: else the page would seem to hold what is
 * the measurement's, some 17 kB for each answer.
 */
const streamer = ({ begin, take, end }: Contender) => `globalThis.streamIn ??= async (whole, size) => {
  const id = globalThis.answers = (globalThis.answers ?? 0) + 1;
  const channel = new MessageChannel();
  const now = () => performance.now();
  // The message comes when the frame has been drawn.
  const drawn = () => new Promise((done) => requestAnimationFrame((at) => {
    const start = now();
    channel.port1.onmessage = () => done({ at, took: now() - start });
    channel.port2.postMessage(0);
  }));
  const shown = async (work) => {
    // Asked first, so that the frame is timed before what the page asks for itself.
    const frame = drawn();
    const start = now();
    work();
    // Pages may render in a microtask.
    await null, await null, await null;
    const given = now() - start;
    const { at, took } = await frame;
    return { at, took: given + took };
  };
  await shown(() => { ${begin} });
  let before = (await drawn()).at;
  let dropped = 0, frames = 0;
  const times = [];
  for (let from = 0; from < whole.length; from += size) {
    const piece = whole.slice(from, from + size);
    const { at, took } = await shown(() => { ${take} });
    times.push(took);
    const passed = Math.max(1, Math.round((at - before) / ${frame}));
    frames += passed;
    dropped += passed - 1;
    before = at;
  }
  const { took: ending } = await shown(() => { ${end} });
  await drawn();
  channel.port1.onmessage = null;
  channel.port1.close();
  return { times, dropped, frames, ending };
}; undefined`;

const ready = new WeakSet<Contender>();

/**
 * Streams a text into a page, a piece with each frame.
 * @param size Characters in a piece. With 80 in each frame that is some 1,200 tokens a second, more than models write.
 */
export async function stream(contender: Contender, text: string, size: number): Promise<Streamed> {
  if (!ready.has(contender)) await contender.page.evaluate(streamer(contender));
  ready.add(contender);
  return contender.page.evaluate<Streamed>(`globalThis.streamIn(${JSON.stringify(text)}, ${size})`);
}

/** What a page holds, after the garbage has been collected. */
export interface Held {
  /** Bytes of scripts' objects. */
  readonly heap: number;
  /** Bytes of what V8 has compiled of scripts, which grows until all that is called often is compiled for good. */
  readonly code: number;
  /** Nodes of the document. */
  readonly nodes: number;
}

export async function held({ page, context }: Contender): Promise<Held> {
  const { bytes } = await heapOf(page, context);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const { metrics } = (await session.send('Performance.getMetrics')) as { metrics: { name: string; value: number }[] };
  await session.detach();
  const value = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? 0;
  return { heap: value('JSHeapUsedSize'), code: bytes['code'] ?? 0, nodes: value('Nodes') };
}
