import { isJsonList, type Json } from '../json.ts';
import type { Comparison } from './comparison.ts';
import { invalidPattern } from './invalid-pattern.ts';

/** Of numbers in patterns that are compared as numbers. */
export const LARGEST_NUMBER = 5_000_000_000;

type NumberTest = (value: number) => boolean;
type Direction = 'equal' | 'lower' | 'upper';

const OPERATORS: Readonly<Record<string, { direction: Direction; test(bound: number): NumberTest }>> = {
  '=': { direction: 'equal', test: (bound) => (value) => value === bound },
  '>': { direction: 'lower', test: (bound) => (value) => value > bound },
  '>=': { direction: 'lower', test: (bound) => (value) => value >= bound },
  '<': { direction: 'upper', test: (bound) => (value) => value < bound },
  '<=': { direction: 'upper', test: (bound) => (value) => value <= bound },
};

/** The test of a `numeric` pattern: `["=", n]`, one bound, or a lower and an upper bound. */
export function numericRange(operand: Json): Comparison {
  if (!isJsonList(operand)) return invalidPattern('Value of numeric must be an array.');
  const [firstOperator, firstBound, secondOperator, secondBound, ...rest] = operand;
  const first = bounded(firstOperator, firstBound);
  const tests = [first.test];
  if (secondOperator !== undefined) {
    // The lower bound comes first, or there is only one.
    if (first.direction !== 'lower') return invalidPattern('Too many elements in numeric expression');
    if (typeof secondOperator !== 'string')
      return invalidPattern(`Bad value in numeric range: ${JSON.stringify(secondOperator)}`);
    if (!secondOperator.startsWith('<'))
      return invalidPattern(`Bad numeric range operator: ${secondOperator}`);
    const second = bounded(secondOperator, secondBound);
    if (first.bound >= second.bound) invalidPattern('Bottom must be less than top');
    tests.push(second.test);
  }
  if (rest.length > 0) invalidPattern('Too many terms in numeric range expression');
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

function bounded(operator: Json | undefined, bound: Json | undefined) {
  if (typeof operator !== 'string')
    return invalidPattern(`Invalid member in numeric match: ${JSON.stringify(operator) ?? ']'}`);
  const known = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (known === undefined) return invalidPattern(`Unrecognized numeric range operator: ${operator}`);
  const name = operator === '=' ? 'equals' : operator;
  if (typeof bound !== 'number') return invalidPattern(`Value of ${name} must be numeric`);
  if (Math.abs(bound) > LARGEST_NUMBER) {
    return invalidPattern(`Value of ${name} must be between -5.0E9 and 5.0E9, inclusive`);
  }
  return { direction: known.direction, bound, test: known.test(bound) };
}
