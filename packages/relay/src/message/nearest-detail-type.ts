import { resultTypes } from '@callback-relay/contract';

/** The detail-type of a result that is spelt most like this one, for a publisher who misspelt it. */
export function nearestDetailType(detailType: string): string {
  const [nearest = resultTypes.succeeded] = Object.values(resultTypes)
    .map((type) => ({ type, distance: editDistance(detailType.toLowerCase(), type.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ type }) => type);
  return nearest;
}

/** Levenshtein's: insertions, deletions and replacements of one character. A detail-type has at most 128. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
