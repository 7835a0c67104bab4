import { describe, expect, it } from 'vitest';
import { recordingsArePresent, recordingsFolder } from './recordings/recording.ts';
import { compareAll, shares, table } from './recordings/report.ts';

/** Of the cases that are not refused as unsupported. */
const LEAST_EXACT = 0.85;
const MOST_WRONG = 0.03;

// They lie beside the repository, not in it: where they are missing there is nothing to compare with.
if (!recordingsArePresent)
  console.warn(`skipped: the executions recorded from AWS are not at ${recordingsFolder}`);

describe('executions recorded from AWS', () => {
  it.runIf(recordingsArePresent)(
    `are reproduced: at least ${LEAST_EXACT * 100} % exactly, at most ${MOST_WRONG * 100} % wrongly`,
    { timeout: 120_000 },
    async () => {
      const results = await compareAll();
      console.log(table(results));
      expect(results.filter(({ fidelity }) => fidelity === 'hangs' || fidelity === 'crash')).toEqual([]);
      expect(shares(results).exact).toBeGreaterThanOrEqual(LEAST_EXACT);
      expect(shares(results).wrong).toBeLessThanOrEqual(MOST_WRONG);
    },
  );
});
