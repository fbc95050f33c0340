/**
 * So many code units are compared at once: first many, then fewer. The engine compares whole strings by machine words,
 * but `startsWith` and `charCodeAt` one code unit after the other.
 */
const blocks = [1024, 128, 16, 1];

/** How many code units two texts have in common at their beginnings, at most `most`. */
export function sameAtStart(a: string, b: string, most = Math.min(a.length, b.length)): number {
  let same = 0;
  for (const block of blocks) {
    while (same + block <= most && a.slice(same, same + block) === b.slice(same, same + block)) same += block;
  }
  return same;
}

/** How many code units two texts have in common at their ends, at most `most`. */
export function sameAtEnd(a: string, b: string, most = Math.min(a.length, b.length)): number {
  let same = 0;
  for (const block of blocks) {
    const cut = (text: string): string => text.slice(text.length - same - block, text.length - same);
    while (same + block <= most && cut(a) === cut(b)) same += block;
  }
  return same;
}

/** Whether a text begins with another. */
export function begins(text: string, other: string): boolean {
  return text.slice(0, other.length) === other;
}

/** Whether a text ends with another. */
export function ends(text: string, other: string): boolean {
  return other.length <= text.length && text.slice(text.length - other.length) === other;
}
