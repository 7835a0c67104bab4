import { type Json, numberOf } from '../json.ts';
import { parseTimestamp } from './timestamp.ts';
import { matchesWildcards } from './wildcards.ts';

/** Compares a variable with what the rule expects; values of another type never match. */
export type Comparison = (value: Json, expected: Json) => boolean;

type Order = (difference: number) => boolean;

const ORDERS: Readonly<Record<string, Order>> = {
  Equals: (difference) => difference === 0,
  LessThan: (difference) => difference < 0,
  GreaterThan: (difference) => difference > 0,
  LessThanEquals: (difference) => difference <= 0,
  GreaterThanEquals: (difference) => difference >= 0,
};

const byOrder =
  (rank: (value: Json) => number | string | undefined): ((order: Order) => Comparison) =>
  (order) =>
  (value, expected) => {
    const [left, right] = [rank(value), rank(expected)];
    if (left === undefined || right === undefined) return false;
    if (left === right) return order(0);
    return order(left < right ? -1 : 1);
  };

const KINDS = {
  String: byOrder((value) => (typeof value === 'string' ? value : undefined)),
  Numeric: byOrder(numberOf),
  Timestamp: byOrder((value) => parseTimestamp(value)),
};

const matchesPattern: Comparison = (value, pattern) =>
  typeof value === 'string' && typeof pattern === 'string' && matchesWildcards(value, pattern);

const isType =
  (is: (value: Json) => boolean): Comparison =>
  (value, expected) =>
    is(value) === expected;

const ordered = Object.entries(KINDS).flatMap(([kind, compare]) =>
  Object.entries(ORDERS).flatMap(([name, order]): [string, Comparison][] => [
    [`${kind}${name}`, compare(order)],
    [`${kind}${name}Path`, compare(order)],
  ]),
);

const booleanEquals: Comparison = (value, expected) => typeof value === 'boolean' && value === expected;

/** Every comparison operator of the language but IsPresent, by its name. */
export const comparisons: Readonly<Record<string, Comparison>> = {
  ...Object.fromEntries(ordered),
  BooleanEquals: booleanEquals,
  BooleanEqualsPath: booleanEquals,
  StringMatches: matchesPattern,
  IsNull: isType((value) => value === null),
  IsString: isType((value) => typeof value === 'string'),
  IsNumeric: isType((value) => numberOf(value) !== undefined),
  IsBoolean: isType((value) => typeof value === 'boolean'),
  IsTimestamp: isType((value) => parseTimestamp(value) !== undefined),
};
