/** Maps in order, with at most `concurrency` at the same time. Fails as soon as one fails. */
export async function inParallel<Item, Answer>(
  items: readonly Item[],
  concurrency: number,
  map: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers = new Array<Answer>(items.length);
  const rest = items.entries();
  async function work(): Promise<void> {
    for (const [at, item] of rest) answers[at] = await map(item);
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  return answers;
}
