import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { anythingBut } from './anything-but.ts';
import { cidr } from './cidr.ts';
import { type Comparison, onStrings } from './comparison.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { numericRange } from './numeric-range.ts';
import { wildcard } from './wildcard.ts';

/** The names that begin a match expression; `exists` is not among the operators below as it tests no value. */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'exact',
  'prefix',
  'suffix',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
  'wildcard',
  'equals-ignore-case',
]);

/** The test that a match expression as `{"prefix": "order."}` stands for. */
export function operatorComparison(operator: string, operand: Json): Comparison {
  const build = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  return build === undefined ? invalidPattern(`Unrecognized match type ${operator}`) : build(operand);
}

const OPERATORS: Readonly<Record<string, (operand: Json) => Comparison>> = {
  exact: (operand) => {
    if (typeof operand !== 'string') return invalidPattern('exact match pattern must be a string');
    return (value) => value === operand;
  },
  prefix: (operand) => affix('prefix', operand, (text, prefix) => text.startsWith(prefix)),
  suffix: (operand) => affix('suffix', operand, (text, suffix) => text.endsWith(suffix)),
  'anything-but': anythingBut,
  numeric: numericRange,
  cidr,
  wildcard: (operand) => {
    if (typeof operand !== 'string') return invalidPattern('wildcard match pattern must be a string');
    return onStrings(wildcard(operand));
  },
  'equals-ignore-case': (operand) => {
    const folded = ignoredCase(operand);
    return onStrings((text) => text.toLowerCase() === folded);
  },
};

function affix(name: string, operand: Json, test: (text: string, affix: string) => boolean): Comparison {
  if (isJsonObject(operand)) {
    const folded = ignoredCase(soleOperand(name, operand));
    return onStrings((text) => test(text.toLowerCase(), folded));
  }
  if (typeof operand !== 'string') return invalidPattern(`${name} match pattern must be a string`);
  return onStrings((text) => test(text, operand));
}

function soleOperand(name: string, expression: JsonObject): Json {
  const keys = Object.keys(expression);
  if (keys.length > 1) invalidPattern('Only one key allowed in match expression');
  if (keys[0] !== 'equals-ignore-case') invalidPattern(`Unsupported ${name} pattern: ${keys[0] ?? 'null'}`);
  return expression['equals-ignore-case'] ?? null;
}

function ignoredCase(operand: Json): string {
  if (typeof operand !== 'string') return invalidPattern('equals-ignore-case match pattern must be a string');
  return operand.toLowerCase();
}
