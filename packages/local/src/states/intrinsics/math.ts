import { createHash } from 'node:crypto';
import type { Ids } from '../ids.ts';
import type { Json } from '../json.ts';
import { type Args, expectCount, integerAt, intrinsicFailed } from './arguments.ts';

/** A number in [0, 1) that is the same for the same seed. */
export const seededRandom = (seed: number): number =>
  createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;

const random =
  (ids: Ids) =>
  (args: Args): Json => {
    expectCount(args, 2, 3);
    const [start, end] = [integerAt(args, 0), integerAt(args, 1)];
    if (end <= start) throw intrinsicFailed(args.name, 'the end must be greater than the start');
    const chance = args.values.length === 3 ? seededRandom(integerAt(args, 2)) : ids.random();
    return start + Math.floor(chance * (end - start));
  };

export const mathFunctions = (ids: Ids) => ({
  'States.MathRandom': random(ids),
  'States.MathAdd': (args: Args): Json => {
    expectCount(args, 2);
    return integerAt(args, 0) + integerAt(args, 1);
  },
});
