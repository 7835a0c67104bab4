import { describe, expect, it } from 'vitest';
import { recordingsArePresent, recordingsFolder } from './recordings/recording.ts';
import { judgeAll, shares, table } from './recordings/report.ts';

/** Of the cases that are not refused as unsupported. */
const LEAST_EXACT = 0.85;
const MOST_WRONG = 0.03;

describe('executions recorded from AWS', () => {
  // The recordings lie beside the repository, not in it: where they are missing the run says so and goes on.
  if (!recordingsArePresent) it.skip(`are not at ${recordingsFolder}: nothing to compare with`, () => {});

  it.runIf(recordingsArePresent)(
    `are reproduced: at least ${LEAST_EXACT * 100} % exactly, at most ${MOST_WRONG * 100} % wrongly`,
    { timeout: 120_000 },
    async () => {
      const judged = await judgeAll();
      console.log(table(judged));
      expect(judged.filter(({ verdict }) => verdict === 'hangs' || verdict === 'crash')).toEqual([]);
      expect(shares(judged).exact).toBeGreaterThanOrEqual(LEAST_EXACT);
      expect(shares(judged).wrong).toBeLessThanOrEqual(MOST_WRONG);
    },
  );
});
