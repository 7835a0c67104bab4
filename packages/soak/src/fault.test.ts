import { expect, test } from 'vitest';
import { type FaultKind, faultKinds, nextFault } from './fault.ts';
import { seeded } from './seeded.ts';

const draw = (seed: number, kinds: readonly FaultKind[], count = 400) => {
  const random = seeded(seed);
  return Array.from({ length: count }, () => nextFault(random, kinds));
};

test('the same seed draws the same faults, another one others', () => {
  expect(draw(7, faultKinds)).toEqual(draw(7, faultKinds));
  expect(draw(8, faultKinds)).not.toEqual(draw(7, faultKinds));
});

test('every kind comes, kills while it starts and on a full disk among them', () => {
  const faults = draw(1, faultKinds);
  expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(faultKinds));
  expect(faults.some((fault) => fault.kind === 'kill' && fault.whileStarting)).toBe(true);
  expect(faults.some((fault) => fault.kind === 'disk' && fault.killed)).toBe(true);
});

test.each(faultKinds)('only what is asked for is drawn: %s', (kind) => {
  expect(new Set(draw(2, [kind]).map((fault) => fault.kind))).toEqual(new Set([kind]));
});
