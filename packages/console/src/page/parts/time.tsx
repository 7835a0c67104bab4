import { now } from '../state/clock.ts';

const units: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
];

/** A span for people: its two largest units. */
export function spanOf(milliseconds: number): string {
  const whole = Math.floor(Math.abs(milliseconds) / 1000) * 1000;
  const at = units.findIndex(([, size]) => whole >= size);
  const [unit, size] = units[at] ?? ['s', 1000];
  const next = units[at + 1];
  const rest = next === undefined || at < 0 ? 0 : Math.floor((whole % size) / next[1]);
  return `${Math.floor(whole / size)}${unit}${next !== undefined && rest > 0 ? ` ${rest}${next[0]}` : ''}`;
}

/** A time of the day to the millisecond, with the whole of it as a hint. */
export function Time({ at }: { readonly at: string | undefined }) {
  if (at === undefined) return <span class="muted">–</span>;
  const date = new Date(at);
  const clock = date.toLocaleTimeString(undefined, { hour12: false });
  const thousandths = String(date.getMilliseconds()).padStart(3, '0');
  return (
    <time dateTime={at} title={at}>
      {date.toDateString() === new Date(now.value).toDateString() ? '' : `${date.toLocaleDateString()} `}
      {clock}.{thousandths}
    </time>
  );
}

/** How long ago, or in how long, moving on. */
export function Ago({ at }: { readonly at: string | undefined }) {
  if (at === undefined) return <span class="muted">–</span>;
  const distance = Date.parse(at) - now.value;
  return (
    <time dateTime={at} title={at}>
      {distance > 0 ? `in ${spanOf(distance)}` : `${spanOf(distance)} ago`}
    </time>
  );
}
