/** Test helper: how often the event loop turned while the work went on. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let [turns, done] = [0, false];
  const turn = () => {
    if (done) return;
    turns += 1;
    setImmediate(turn);
  };
  setImmediate(turn);
  try {
    await work();
  } finally {
    done = true;
  }
  return turns;
}
