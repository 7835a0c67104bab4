const units: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
];

/** A span of time for people: its two largest units, as `3h 12m`. */
export function spanOf(milliseconds: number): string {
  const whole = Math.floor(Math.abs(milliseconds) / 1000) * 1000;
  const at = units.findIndex(([, size]) => whole >= size);
  if (at < 0) return '0s';
  const [unit, size] = units[at] as readonly [string, number];
  const next = units[at + 1];
  const rest = next === undefined ? 0 : Math.floor((whole % size) / next[1]);
  return `${Math.floor(whole / size)}${unit}${next !== undefined && rest > 0 ? ` ${rest}${next[0]}` : ''}`;
}

/** How long ago, or `in` how long; empty where there is no time. */
export function fromNow(time: string | undefined, now: number): string {
  if (time === undefined) return '';
  const distance = Date.parse(time) - now;
  return distance >= 0 ? `in ${spanOf(distance)}` : `${spanOf(distance)} ago`;
}

/** Milliseconds of `90s`, `15m`, `2h` or `1d`; undefined for anything else. */
export function readSpan(text: string): number | undefined {
  const [, count, unit] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const size = units.find(([name]) => name === unit)?.[1];
  return size === undefined ? undefined : Number(count) * size;
}
