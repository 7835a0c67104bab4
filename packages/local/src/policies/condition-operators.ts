import { unescaped } from './policy-variable.ts';
import { arnPattern, textPattern } from './text-pattern.ts';

/** One comparison of a value of the request with the values of the policy. */
export interface ConditionOperator {
  /** A test of one value of the request against one value of the policy, in which `${*}`, `${?}` and `${$}` may stand. */
  readonly test: (wanted: string) => (given: string) => boolean;
  /** Whether it holds when none of the policy's values match, instead of when one does. */
  readonly negated: boolean;
}

type Test = ConditionOperator['test'];

const equals: Test = (wanted) => (given) => given === unescaped(wanted);
const equalsIgnoreCase: Test = (wanted) => (given) => given.toLowerCase() === unescaped(wanted).toLowerCase();
const like: Test = (wanted) => textPattern(wanted);
const arnLike: Test = (wanted) => arnPattern(wanted);

function numeric(compare: (given: number, wanted: number) => boolean): Test {
  return (wanted) => (given) => given !== '' && compare(Number(given), Number(wanted));
}

const POSITIVE: Readonly<Record<string, Test>> = {
  StringEquals: equals,
  StringEqualsIgnoreCase: equalsIgnoreCase,
  StringLike: like,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: equalsIgnoreCase,
  NumericEquals: numeric((given, wanted) => given === wanted),
  NumericLessThan: numeric((given, wanted) => given < wanted),
  NumericLessThanEquals: numeric((given, wanted) => given <= wanted),
  NumericGreaterThan: numeric((given, wanted) => given > wanted),
  NumericGreaterThanEquals: numeric((given, wanted) => given >= wanted),
};

const NEGATED: Readonly<Record<string, Test>> = {
  StringNotEquals: equals,
  StringNotEqualsIgnoreCase: equalsIgnoreCase,
  StringNotLike: like,
  ArnNotEquals: arnLike,
  ArnNotLike: arnLike,
  NumericNotEquals: numeric((given, wanted) => given === wanted),
};

/** The operator of that name (without `IfExists` and set prefixes), or undefined where it can't be evaluated. */
export function conditionOperator(name: string): ConditionOperator | undefined {
  const positive = Object.hasOwn(POSITIVE, name) ? POSITIVE[name] : undefined;
  if (positive !== undefined) return { test: positive, negated: false };
  const negated = Object.hasOwn(NEGATED, name) ? NEGATED[name] : undefined;
  return negated === undefined ? undefined : { test: negated, negated: true };
}
