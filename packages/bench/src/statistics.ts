/**
 * The value below which a share of the samples lies, between neighbours in proportion.
 * @throws Error when there are no samples.
 */
export function quantile(samples: readonly number[], share: number): number {
  if (samples.length === 0) throw new Error('no samples');
  const sorted = samples.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] as number;
  const above = sorted[Math.ceil(position)] as number;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(samples: readonly number[]): number {
  return quantile(samples, 0.5);
}

/** The width of the middle half: one slow sample does not move it. */
export function spread(samples: readonly number[]): number {
  return quantile(samples, 0.75) - quantile(samples, 0.25);
}

/** Samples of two or more things that are measured in turns, so that what slows the machine slows all of them. */
export async function interleaved<Name extends string, Sample = number>(
  names: readonly Name[],
  runs: number,
  measure: (name: Name) => Promise<Sample>,
): Promise<Readonly<Record<Name, readonly Sample[]>>> {
  const samples = Object.fromEntries(names.map((name) => [name, [] as Sample[]])) as Record<Name, Sample[]>;
  for (let run = 0; run < runs; run++) {
    // The first one would always find the machine as the last one left it.
    const order = run % 2 === 0 ? names : names.toReversed();
    for (const name of order) samples[name].push(await measure(name));
  }
  return samples;
}
