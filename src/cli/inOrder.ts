/**
 * Works on things several at a time and gives the results in the order of the things. No more than `atOnce` things are
 * taken before their turn, so memory does not grow with their number.
 */
export async function* inOrder<T, R>(things: AsyncIterable<T>, atOnce: number, work: (thing: T) => Promise<R>): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for await (const thing of things) {
    const one = work(thing);
    // It is awaited in its turn, which may be after it has failed.
    one.catch(() => undefined);
    running.push(one);
    if (running.length >= atOnce) yield await (running.shift() as Promise<R>);
  }
  for (const one of running) yield await one;
}
