import { type Finding, isMet, type Target } from './figure.ts';

/** A figure on one line, for people. */
export function lineOf(finding: Finding): string {
  const { name, unit, ours, others, ratio, runs, spread } = finding.figure;
  const beside = Object.entries(others).map(([other, value]) => `${other} ${shown(value)}`);
  const parts = [
    `${shown(ours)} ${unit}${spread === 0 ? '' : ` ± ${shown(spread)}`}`,
    ...(beside.length === 0 ? [] : [`beside ${beside.join(', ')}`]),
    ...(ratio === null ? [] : [`ratio ${shown(ratio)}`]),
    ...(runs === 1 ? [] : [`${runs} runs`]),
    ...(finding.target === undefined
      ? []
      : [`${isMet(finding) ? 'ok' : 'MISSED'}: ${bound(finding.target)}`]),
  ];
  return `${name.padEnd(40)} ${parts.join('; ')}`;
}

function bound({ of, most, least }: Target): string {
  const words = [
    ...(most === undefined ? [] : [`at most ${shown(most)}`]),
    ...(least === undefined ? [] : [`at least ${shown(least)}`]),
  ];
  return `${of} ${words.join(' and ')}`;
}

function shown(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 3 : 1 });
}
