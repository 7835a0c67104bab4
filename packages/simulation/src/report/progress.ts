/** Says on stderr how far it is, twenty times in all. */
export function progressOf(runs: number): (done: number) => void {
  let reported = 0;
  return (done) => {
    const tenth = Math.floor((done / runs) * 20);
    if (tenth === reported) return;
    reported = tenth;
    process.stderr.write(`${done} of ${runs} runs\n`);
  };
}
