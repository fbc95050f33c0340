/**
 * The share of requests that wait in a queue with Poisson arrivals, exponential service and `c` places (M/M/c): Erlang's
 * second formula (A. K. Erlang, 1917), by the recursion of his first, which stays within floating point.
 * @param load arrivals a second times the mean time of service; below `c`.
 */
export function erlangC(c: number, load: number): number {
  let blocked = 1;
  for (let places = 1; places <= c; places += 1) blocked = (load * blocked) / (places + load * blocked);
  return blocked / (1 - (load / c) * (1 - blocked));
}

/** The mean wait in such a queue. @param serviceTime the mean, in the unit of the result. */
export function meanWait(c: number, load: number, serviceTime: number): number {
  return (erlangC(c, load) * serviceTime) / (c - load);
}
