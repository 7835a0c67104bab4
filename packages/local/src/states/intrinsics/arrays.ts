import { canonicalJson } from '../../foundation/json/canonical-json.ts';
import type { Json } from '../json.ts';
import { type Args, arrayAt, expectCount, integerAt, intrinsicFailed } from './arguments.ts';

/** AWS's limit of States.ArrayRange. */
const LONGEST_RANGE = 1_000;

const partition = (args: Args): Json => {
  expectCount(args, 2);
  const [items, size] = [arrayAt(args, 0), integerAt(args, 1)];
  if (size <= 0) throw intrinsicFailed(args.name, 'the chunk size must be greater than 0');
  return Array.from({ length: Math.ceil(items.length / size) }, (_, chunk) =>
    items.slice(chunk * size, (chunk + 1) * size),
  );
};

const contains = (args: Args): Json => {
  expectCount(args, 2);
  const sought = canonicalJson(args.values[1] ?? null);
  return arrayAt(args, 0).some((item) => canonicalJson(item) === sought);
};

const range = (args: Args): Json => {
  expectCount(args, 3);
  const [first, last, step] = [integerAt(args, 0), integerAt(args, 1), integerAt(args, 2)];
  if (step === 0) throw intrinsicFailed(args.name, 'the increment must not be 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > LONGEST_RANGE) throw intrinsicFailed(args.name, `more than ${LONGEST_RANGE} elements`);
  return Array.from({ length }, (_, index) => first + index * step);
};

const getItem = (args: Args): Json => {
  expectCount(args, 2);
  const index = integerAt(args, 1);
  const item = index < 0 ? undefined : arrayAt(args, 0)[index];
  if (item === undefined) throw intrinsicFailed(args.name, `there is no element ${index}`);
  return item;
};

const unique = (args: Args): Json => {
  expectCount(args, 1);
  const kept = new Map<string, Json>();
  for (const item of arrayAt(args, 0)) {
    const key = canonicalJson(item);
    if (!kept.has(key)) kept.set(key, item);
  }
  return [...kept.values()];
};

export const arrayFunctions = {
  'States.Array': (args: Args): Json => [...args.values],
  'States.ArrayPartition': partition,
  'States.ArrayContains': contains,
  'States.ArrayRange': range,
  'States.ArrayGetItem': getItem,
  'States.ArrayLength': (args: Args): Json => {
    expectCount(args, 1);
    return arrayAt(args, 0).length;
  },
  'States.ArrayUnique': unique,
};
