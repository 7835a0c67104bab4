import { run, runOthers } from '../run.ts';
import { emptyTally, noOthers, type Tally, tallyOf, tallyOfCrash, together } from './tally.ts';

/** Whether the other designs are run beside ours, under the same seeds. */
export type Designs = 'all' | 'ours';

/** Runs `count` seeds one after the other, from `from` on. */
export async function runSeeds(from: number, count: number, designs: Designs = 'all'): Promise<Tally> {
  let tally = emptyTally;
  for (let seed = from; seed < from + count; seed++) tally = together(tally, await runSeed(seed, designs));
  return tally;
}

async function runSeed(seed: number, designs: Designs): Promise<Tally> {
  try {
    const { trace: _, recorded: __, ...report } = await run(seed);
    return tallyOf(report, designs === 'all' ? await runOthers(seed) : noOthers);
  } catch (error) {
    return tallyOfCrash(seed, error);
  }
}
