import { describe, expect, it } from 'vitest';
import { mutants } from '../src/mutants/mutants.ts';
import { runMutant } from '../src/mutants/run-mutant.ts';

describe('a simulation that can fail', () => {
  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    'catches the mutant that %s',
    { timeout: 60_000 },
    async (_, mutant) => {
      const found = await runMutant(mutant, 1);
      expect(found).toMatchObject({ caught: true, promise: mutant.promise });
    },
  );

  it('has at least ten mutants, each with a name of its own', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(10);
  });
});
