import { run, runOthers } from '../run.ts';
import { emptyTally, type Tally, tallyOf, tallyOfCrash, together } from './tally.ts';

/** Runs `count` seeds one after the other, from `from` on: our design, and the others beside it. */
export async function runSeeds(from: number, count: number): Promise<Tally> {
  let tally = emptyTally;
  for (let seed = from; seed < from + count; seed++) tally = together(tally, await runSeed(seed));
  return tally;
}

async function runSeed(seed: number): Promise<Tally> {
  try {
    const { trace: _, recorded: __, ...report } = await run(seed);
    return tallyOf(report, await runOthers(seed));
  } catch (error) {
    return tallyOfCrash(seed, error);
  }
}
