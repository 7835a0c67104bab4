import { createHash } from 'node:crypto';
import type { Ids } from '../ids.ts';
import type { Json } from '../json.ts';
import { type Args, expectCount, integerAt, intrinsicFailed } from './arguments.ts';

/** A number in [0, 1) that is the same for the same seed. */
export const seededRandom = (seed: number): number =>
  createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;

/** https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html#asl-intrsc-func-math-operation */
const withinBounds = (args: Args, number: number): number => {
  if (number < -(2 ** 31) || number >= 2 ** 31)
    throw intrinsicFailed(args.name, `${number} is not within -2147483648 and 2147483647`);
  return number;
};

const boundedAt = (args: Args, at: number): number => withinBounds(args, integerAt(args, at));

const random =
  (ids: Ids) =>
  (args: Args): Json => {
    expectCount(args, 2, 3);
    const [start, end] = [boundedAt(args, 0), boundedAt(args, 1)];
    if (end <= start) throw intrinsicFailed(args.name, 'the end must be greater than the start');
    const chance = args.values.length === 3 ? seededRandom(integerAt(args, 2)) : ids.random();
    return start + Math.floor(chance * (end - start));
  };

export const mathFunctions = (ids: Ids) => ({
  'States.MathRandom': random(ids),
  'States.MathAdd': (args: Args): Json => {
    expectCount(args, 2);
    return withinBounds(args, boundedAt(args, 0) + boundedAt(args, 1));
  },
});
