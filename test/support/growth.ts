/** The short text is so much shorter than the long one. */
export const shorter = 8;

/**
 * The growth that is let pass from the short text to the long one: 8 times is linear, 64 times the square. The rest is
 * for what a short time cannot show and a busy machine adds.
 */
export const mostGrowth = 24;

/** How often a growth is measured anew that seems too large. */
const rounds = 40;

/** How often the time of a text is contained in that of one `shorter` times as long, by the least of several times. */
export async function growth(look: (text: string) => unknown, text: string): Promise<number> {
  const short = text.slice(0, text.length / shorter);
  let [least, long] = [await timed(look, short), Infinity];
  for (let round = 0; round < rounds && long / least > mostGrowth; round++) {
    least = Math.min(least, await timed(look, short));
    long = Math.min(long, await timed(look, text));
  }
  return long / least;
}

let texts = 0;

/**
 * The processor's time, in microseconds: what others do on a machine does not count. Each text is another, since
 * detectors remember what they have looked at.
 */
async function timed(look: (text: string) => unknown, text: string): Promise<number> {
  const fresh = `${texts++} ${text}`;
  const start = process.cpuUsage();
  await look(fresh);
  const { user, system } = process.cpuUsage(start);
  return Math.max(1, user + system);
}
