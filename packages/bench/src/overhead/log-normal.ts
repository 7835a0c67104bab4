/** Milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Standard normal: 99 % lie below. */
const Z99 = 2.326348;

/** Draws from the log-normal distribution that has this median and this 99th percentile. */
export function logNormal({ p50, p99 }: Latency, random: () => number): () => number {
  const sigma = Math.log(p99 / p50) / Z99;
  return () => p50 * Math.exp(sigma * standardNormal(random));
}

/** Box and Muller. */
function standardNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
