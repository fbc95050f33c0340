/**
 * Shares room out among texts: short ones go whole, and what they leave is for the long ones, in equal shares.
 * @param lengths of the texts, in any unit
 * @param room for all of them together, in the same unit
 * @returns how much of each may be shown, in their order; never more than it has
 */
export function shareOut(lengths: readonly number[], room: number): number[] {
  const shares = lengths.map(() => 0);
  const order = lengths.map((_, index) => index).sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  let left = room;
  for (const [done, index] of order.entries()) {
    const share = Math.min(lengths[index] ?? 0, Math.floor(left / (order.length - done)));
    shares[index] = share;
    left -= share;
  }
  return shares;
}
