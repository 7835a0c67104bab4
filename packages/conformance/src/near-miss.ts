/**
 * The word of `words` that `given` was probably meant to be; undefined where none is near. What differs in case,
 * spaces and punctuation alone is nearest.
 */
export function nearMiss(given: string, words: readonly string[]): string | undefined {
  const plain = (word: string) => word.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const exact = words.find((word) => plain(word) === plain(given));
  if (exact !== undefined) return exact;
  const [nearest] = words
    .map((word) => ({ word, distance: distance(plain(given), plain(word)) }))
    .toSorted((a, b) => a.distance - b.distance);
  if (nearest === undefined) return undefined;
  return nearest.distance <= Math.max(2, Math.floor(nearest.word.length / 4)) ? nearest.word : undefined;
}

/** As a question at the end of a message; empty where nothing is near. */
export function didYouMean(given: string, words: readonly string[]): string {
  const meant = nearMiss(given, words);
  return meant === undefined || meant === given ? '' : `; did you mean ${JSON.stringify(meant)}?`;
}

/** Levenshtein: how many characters are to be added, dropped or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
