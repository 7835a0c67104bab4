import { isObject, type Json, numberOf } from '../json.ts';

/** A function cannot be applied to what the path found. */
export class PathFunctionFailed extends Error {}

const numbersIn = (value: Json): number[] => {
  const numbers = (Array.isArray(value) ? value : [value]).flatMap((item) => numberOf(item) ?? []);
  if (numbers.length === 0)
    throw new PathFunctionFailed('Aggregation function attempted to calculate value using empty array');
  return numbers;
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, next) => total + next, 0);
const average = (numbers: readonly number[]): number => sum(numbers) / numbers.length;

const length = (value: Json): Json | undefined => {
  if (Array.isArray(value) || typeof value === 'string') return value.length;
  return isObject(value) ? Object.keys(value).length : undefined;
};

const at = (value: Json, index: number): Json | undefined =>
  Array.isArray(value) ? value.at(index) : undefined;

type PathFunction = (value: Json, args: readonly (number | string)[]) => Json | undefined;

/** The functions at the end of a path, as `$.items.length()`; undefined is nothing found. */
export const pathFunctions: Readonly<Record<string, PathFunction>> = {
  length,
  size: length,
  min: (value) => Math.min(...numbersIn(value)),
  max: (value) => Math.max(...numbersIn(value)),
  sum: (value) => sum(numbersIn(value)),
  avg: (value) => average(numbersIn(value)),
  stddev(value) {
    const numbers = numbersIn(value);
    const mean = average(numbers);
    return Math.sqrt(average(numbers.map((number) => (number - mean) ** 2)));
  },
  keys: (value) => (isObject(value) ? Object.keys(value) : undefined),
  concat: (value, args) =>
    [...(Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []), ...args].join(''),
  append: (value, args) => (Array.isArray(value) ? [...value, ...args] : undefined),
  first: (value) => at(value, 0),
  last: (value) => at(value, -1),
  index: (value, [index]) => (typeof index === 'number' ? at(value, index) : undefined),
};
