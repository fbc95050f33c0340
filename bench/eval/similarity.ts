/**
 * How alike two texts are: 1 less their Levenshtein distance over the longer one's length, as code completion is
 * usually scored ("edit similarity", CrossCodeEval, arXiv 2310.11248, section 4.1).
 * @returns from 0, nothing alike, to 1, the same; 1 for two empty texts
 */
export function editSimilarity(a: string, b: string): number {
  const [first, second] = [Array.from(a), Array.from(b)];
  const longer = Math.max(first.length, second.length);
  return longer === 0 ? 1 : 1 - distance(first, second) / longer;
}

/** The least number of characters to insert, delete or replace that makes one text of another (Wagner and Fischer). */
function distance(a: readonly string[], b: readonly string[]): number {
  let above = b.map((_, index) => index + 1);
  for (const [row, character] of a.entries()) {
    let [left, corner] = [row + 1, row];
    above = above.map((up, column) => {
      left = Math.min(left + 1, up + 1, corner + (character === b[column] ? 0 : 1));
      corner = up;
      return left;
    });
  }
  return above.at(-1) ?? a.length;
}
