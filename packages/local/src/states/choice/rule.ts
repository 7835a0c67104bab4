import type { Steps } from '../../foundation/steps.ts';
import type { ChoiceRule } from '../asl/state.ts';
import { runtimeError } from '../errors/failure.ts';
import type { Json } from '../json.ts';
import { findPath, type Scope } from '../paths/expression.ts';
import { comparisons } from './compare.ts';

const lookUp = (path: string, scope: Scope): Json => {
  const found = findPath(path, scope);
  if (found === undefined) {
    throw runtimeError(
      `Invalid path '${path}': The choice state's condition path references an undefined value.`,
    );
  }
  return found;
};

const compare = (rule: ChoiceRule, variable: string, scope: Scope): boolean => {
  if (typeof rule.IsPresent === 'boolean')
    return (findPath(variable, scope) !== undefined) === rule.IsPresent;
  const operator = Object.keys(rule).find((name) => Object.hasOwn(comparisons, name));
  const comparison = operator === undefined ? undefined : comparisons[operator];
  if (operator === undefined || comparison === undefined)
    throw runtimeError('The choice rule has no comparison operator');
  const expected = rule[operator] as Json;
  const value = lookUp(variable, scope);
  return comparison(value, operator.endsWith('Path') ? lookUp(String(expected), scope) : expected);
};

/** Whether a rule of a JSONPath Choice state holds; throws States.Runtime where a path finds nothing. */
export function* ruleApplies(rule: ChoiceRule, scope: Scope): Steps<boolean> {
  if (rule.And) return (yield* firstOf(rule.And, false, scope)) === undefined;
  if (rule.Or) return (yield* firstOf(rule.Or, true, scope)) !== undefined;
  if (rule.Not) return !(yield* ruleApplies(rule.Not, scope));
  return compare(rule, rule.Variable ?? '$', scope);
}

/** The first of the rules that applies, or does not: a step for each. */
export function* firstOf<Rule extends ChoiceRule>(
  rules: readonly Rule[],
  applies: boolean,
  scope: Scope,
): Steps<Rule | undefined> {
  for (const rule of rules) {
    if ((yield* ruleApplies(rule, scope)) === applies) return rule;
    yield;
  }
  return undefined;
}
