import { describe, expect, it } from 'vitest';
import { recordingsArePresent, recordingsFolder } from './recordings/recording.ts';
import { compareAll, shares, table } from './recordings/report.ts';

/** Of the cases that are not refused as unsupported. */
const LEAST_EXACT = 0.85;
const MOST_WRONG = 0.03;

describe('executions recorded from AWS', () => {
  // The recordings lie beside the repository, not in it. Where they are missing there is nothing to compare with: a skipped
  // test says so by its title, and the run goes on.
  if (!recordingsArePresent) it.skip(`are not at ${recordingsFolder}: nothing to compare with`, () => {});

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
