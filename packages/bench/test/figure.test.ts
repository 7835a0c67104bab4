import { describe, expect, it } from 'vitest';
import { figure, isMet } from '../src/figure.ts';
import { lineOf } from '../src/report.ts';

describe('a figure', () => {
  it('is seven members, with the ratio to the first of the others', () => {
    const made = figure('burst.drained', 's', 14.123456, {
      others: { ideal: 14, other: 1 },
      runs: 2,
      spread: 0.1,
    });
    expect(made).toEqual({
      name: 'burst.drained',
      unit: 's',
      ours: 14.12,
      others: { ideal: 14, other: 1 },
      ratio: 1.009,
      runs: 2,
      spread: 0.1,
    });
  });

  it('has no ratio where there is nothing beside it, and keeps bytes in full', () => {
    expect(figure('bytes', 'bytes', 433_755)).toMatchObject({ ours: 433_755, ratio: null, others: {} });
  });
});

describe('a target', () => {
  const drained = figure('x', 's', 12, { others: { ideal: 10 } });

  it.each([
    [{ of: 'ratio', most: 1.2 }, true],
    [{ of: 'ratio', most: 1.19 }, false],
    [{ of: 'ours', least: 12 }, true],
    [{ of: 'ours', least: 13 }, false],
  ] as const)('%j is met: %s', (target, met) => {
    expect(isMet({ figure: drained, target })).toBe(met);
    expect(lineOf({ figure: drained, target })).toContain(met ? 'ok: ' : 'MISSED: ');
  });

  it('of a ratio that is not there is missed', () => {
    expect(isMet({ figure: figure('x', 's', 12), target: { of: 'ratio', most: 1 } })).toBe(false);
  });
});
