/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Standard normal: so many standard deviations above the median lies the percentile. */
const Z = { p90: 1.281552, p99: 2.326348 } as const;

/** Draws from the log-normal distribution that has this median and this 99th percentile. */
export function logNormal({ p50, p99 }: Latency, random: () => number): () => number {
  const sigma = sigmaOf({ p50, p99 });
  return () => p50 * Math.exp(sigma * standardNormal(random));
}

/** Of a distribution of which one percentile is known: the one through it that is as wide as `like`. */
export function logNormalThrough(known: { share: keyof typeof Z; ms: number }, like: Latency): Latency {
  const sigma = sigmaOf(like);
  const p50 = known.ms * Math.exp(-sigma * Z[known.share]);
  return { p50, p99: p50 * Math.exp(sigma * Z.p99) };
}

function sigmaOf({ p50, p99 }: Latency): number {
  return Math.log(p99 / p50) / Z.p99;
}

/** Box and Muller. */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
