import { checkTrace, type Step, textOfTrace } from '@callback-relay/spec';
import { describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { type Mutations, noMutations } from '../src/system/mutations.ts';

const SEEDS = Array.from({ length: 40 }, (_, at) => at + 1);

/** Mistakes that keep every promise in most seeds, and take a step that the specification does not allow. */
const planted: Readonly<Record<string, Mutations['relay']>> = {
  'closes what it missed beside other claims': (relay) => ({
    ...relay,
    store: { ...relay.store, close: (closing) => relay.store.close({ ...closing, alone: false }) },
  }),
  'withdraws each claim before it calls Step Functions': (relay) => ({
    ...relay,
    store: {
      ...relay.store,
      async claim(claim) {
        const answer = await relay.store.claim(claim);
        await relay.store.withdraw(claim);
        return answer;
      },
    },
  }),
};

describe('the traces of the simulation', () => {
  it('have no step that the specification does not allow', { timeout: 60_000 }, async () => {
    for (const seed of SEEDS) {
      const { steps, outside } = await run(seed);
      expect({ seed, outside }).toEqual({ seed, outside: [] });
      expect(steps).toBeGreaterThan(0);
    }
  });

  it.each(Object.entries(planted))(
    'catch a relay that %s, in seeds where every promise holds',
    {
      timeout: 60_000,
    },
    async (_, relay) => {
      const reports = [];
      for (const seed of SEEDS.slice(0, 20))
        reports.push(await run(seed, { mutations: { ...noMutations, relay } }));
      const kept = reports.filter(({ violations }) => violations.length === 0);
      expect(kept.length).toBeGreaterThan(reports.length / 2);
      expect(kept.flatMap(({ outside }) => outside)).not.toEqual([]);
    },
  );

  it('are the same for the same seed, and name no token and no content of a result', async () => {
    const [first, second] = [await run(5), await run(5)];
    expect(first.trace.lines()).toEqual(second.trace.lines());
    const text = textOfTrace({ seed: 5, steps: first.recorded });
    expect(text).toBe(textOfTrace({ seed: 5, steps: second.recorded }));
    expect(text).not.toMatch(/TASK-TOKEN|answer of/);
  });

  it('that were changed are found out, each with the row and the step', async () => {
    const { recorded } = await run(5);
    for (const at of recorded.keys()) {
      const step = recorded[at] as Step;
      if (!('after' in step) || step.call === 'expire') continue;
      const changed = { ...step, after: { ...step.after, answeredBy: 'another event' } } as Step;
      const { outside } = checkTrace({ steps: recorded.with(at, changed) });
      expect(outside[0]).toMatchObject({ row: step.row, step: at + 1, call: step.call });
    }
  });
});
