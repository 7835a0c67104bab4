import { median } from '../statistics.ts';

/** One figure of a run: a line of `bench --json`, as far as it is compared. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly others: Readonly<Record<string, number>>;
}

/** A figure in both checkouts: medians over the rounds. */
export interface Compared {
  readonly name: string;
  readonly unit: string;
  readonly here: number;
  readonly there: number;
  /** Here over there. */
  readonly ratio: number;
  readonly rounds: number;
}

/**
 * Sets the figures that both checkouts have side by side; what a figure stands beside counts as one of its own,
 * `name/other`.
 */
export function compare(
  here: readonly (readonly Measured[])[],
  there: readonly (readonly Measured[])[],
): Compared[] {
  const [ours, theirs] = [samplesOf(here), samplesOf(there)];
  return [...ours].flatMap(([name, { unit, values }]) => {
    const other = theirs.get(name);
    if (other === undefined) return [];
    const [left, right] = [median(values), median(other.values)];
    return [{ name, unit, here: left, there: right, ratio: left / right, rounds: values.length }];
  });
}

function samplesOf(rounds: readonly (readonly Measured[])[]) {
  const samples = new Map<string, { unit: string; values: number[] }>();
  const add = (name: string, unit: string, value: number) => {
    const known = samples.get(name) ?? { unit, values: [] };
    samples.set(name, { unit, values: [...known.values, value] });
  };
  for (const { name, unit, ours, others } of rounds.flat()) {
    add(name, unit, ours);
    for (const [other, value] of Object.entries(others)) add(`${name}/${other}`, unit, value);
  }
  return samples;
}
