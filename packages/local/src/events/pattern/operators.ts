import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { anythingBut } from './anything-but.ts';
import { type CaselessText, caselessText } from './caseless-text.ts';
import { cidr } from './cidr.ts';
import { type Comparison, onStrings } from './comparison.ts';
import { invalidPattern } from './invalid-pattern.ts';
import { numericRange } from './numeric-range.ts';
import { wildcard } from './wildcard.ts';

/**
 * The names that no field within `$or` may have: those that begin a match expression, and those that EventBridge keeps
 * for itself (https://github.com/aws/event-ruler#the-or-primitive).
 */
export const RESERVED_WORDS: ReadonlySet<string> = new Set([
  'exactly',
  'prefix',
  'suffix',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
  'wildcard',
  'equals-ignore-case',
  '=',
  '<',
  '<=',
  '>',
  '>=',
  'regex',
  'not-wildcard',
  'not-equals-ignore-case',
  'date-after',
  'date-on-or-after',
  'date-before',
  'date-on-or-before',
  'in-date-range',
  'ip-address-in-range',
  'ip-address-not-in-range',
]);

/** The test that a match expression as `{"prefix": "order."}` stands for. */
export function operatorComparison(operator: string, operand: Json): Comparison {
  const build = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  return build === undefined ? invalidPattern(`Unrecognized match type ${operator}`) : build(operand);
}

const OPERATORS: Readonly<Record<string, (operand: Json) => Comparison>> = {
  exactly: (operand) => {
    if (typeof operand !== 'string') return invalidPattern('exact match pattern must be a string');
    return (value) => value === operand;
  },
  prefix: (operand) => affix('prefix', operand),
  suffix: (operand) => affix('suffix', operand),
  'anything-but': anythingBut,
  numeric: numericRange,
  cidr,
  wildcard: (operand) => {
    if (typeof operand !== 'string') return invalidPattern('wildcard match pattern must be a string');
    return onStrings(wildcard(operand));
  },
  'equals-ignore-case': (operand) => {
    const folded = ignoredCase(operand);
    return onStrings(folded.equals);
  },
};

function affix(name: 'prefix' | 'suffix', operand: Json): Comparison {
  if (isJsonObject(operand)) {
    const folded = ignoredCase(soleOperand(name, operand));
    return onStrings(name === 'prefix' ? folded.begins : folded.ends);
  }
  if (typeof operand !== 'string') return invalidPattern(`${name} match pattern must be a string`);
  return onStrings((text) => (name === 'prefix' ? text.startsWith(operand) : text.endsWith(operand)));
}

function soleOperand(name: string, expression: JsonObject): Json {
  const keys = Object.keys(expression);
  if (keys.length > 1) invalidPattern('Only one key allowed in match expression');
  if (keys[0] !== 'equals-ignore-case') invalidPattern(`Unsupported ${name} pattern: ${keys[0] ?? 'null'}`);
  return expression['equals-ignore-case'] ?? null;
}

function ignoredCase(operand: Json): CaselessText {
  if (typeof operand !== 'string') return invalidPattern('equals-ignore-case match pattern must be a string');
  return caselessText(operand);
}
