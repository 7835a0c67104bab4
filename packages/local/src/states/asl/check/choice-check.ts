import { comparisons } from '../../choice/compare.ts';
import { parseTimestamp } from '../../choice/timestamp.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { expressionIn } from '../../jsonata/delimited.ts';
import type { QueryLanguageName } from '../state.ts';
import { fault, type Place, within } from './issue.ts';
import { checkExpressions } from './jsonata-check.ts';
import { checkPathField, checkTemplate } from './jsonpath-check.ts';
import { checkAllowed, checkRequired, checkText, isNumber, objectsIn } from './values.ts';

const OPERATORS: readonly string[] = [...Object.keys(comparisons), 'IsPresent'];
const COMBINATIONS: readonly string[] = ['And', 'Or', 'Not'];

const isTimestamp = (value: Json): boolean => parseTimestamp(value) !== undefined;

const isExpected = (operator: string, value: Json): boolean => {
  if (operator.startsWith('Is') || operator.startsWith('Boolean')) return typeof value === 'boolean';
  if (operator.startsWith('Numeric')) return isNumber(value);
  if (operator.startsWith('Timestamp')) return isTimestamp(value);
  return typeof value === 'string';
};

const checkComparison = (rule: JsonObject, place: Place): void => {
  checkRequired(rule, ['Variable'], place);
  checkPathField(rule, 'Variable', place);
  const [operator = ''] = OPERATORS.filter((name) => Object.hasOwn(rule, name));
  if (operator.endsWith('Path')) checkPathField(rule, operator, place);
  else if (operator.startsWith('Timestamp') && !isExpected(operator, rule[operator] ?? null))
    fault(within(place, operator), 'String does not match RFC3339 timestamp');
  else if (!isExpected(operator, rule[operator] ?? null))
    fault(within(place, operator), `The value for the field '${operator}' has the wrong type`);
};

const checkInner = (rule: JsonObject, kind: string, place: Place): void => {
  const inner = kind === 'Not' ? [rule.Not] : rule[kind];
  if (!Array.isArray(inner) || inner.length === 0 || !inner.every(isObject)) {
    fault(within(place, kind), 'Expected a non-empty array of rules');
    return;
  }
  for (const [index, item] of inner.entries()) {
    const at = kind === 'Not' ? within(place, kind) : within(within(place, kind), index);
    if (item.Next !== undefined) fault(at, "Field 'Next' is not supported");
    checkJsonPathRule(item, at);
  }
};

const checkJsonPathRule = (rule: JsonObject, place: Place): void => {
  const conditions = [...OPERATORS, ...COMBINATIONS].filter((name) => Object.hasOwn(rule, name));
  checkAllowed(
    rule,
    new Set(['Variable', 'Next', 'Comment', 'Assign', ...OPERATORS, ...COMBINATIONS]),
    place,
  );
  const [condition = ''] = conditions;
  if (conditions.length !== 1) fault(place, 'Each Choice Rule must have exactly one comparison operator');
  else if (COMBINATIONS.includes(condition)) checkInner(rule, condition, place);
  else checkComparison(rule, place);
  checkTemplate(rule.Assign, within(place, 'Assign'));
};

const JSONATA_RULE: ReadonlySet<string> = new Set(['Condition', 'Next', 'Comment', 'Assign', 'Output']);

const checkJsonataRule = (rule: JsonObject, place: Place): void => {
  checkAllowed(rule, JSONATA_RULE, place);
  checkRequired(rule, ['Condition'], place);
  const { Condition } = rule;
  const fine =
    typeof Condition === 'boolean' ||
    (typeof Condition === 'string' && expressionIn(Condition) !== undefined);
  if (Condition !== undefined && !fine)
    fault(within(place, 'Condition'), 'Expected a boolean or a JSONata expression');
  for (const name of ['Condition', 'Assign', 'Output']) checkExpressions(rule[name], within(place, name));
};

/** The rules of a Choice state. */
export const checkChoice = (state: JsonObject, language: QueryLanguageName, place: Place): void => {
  checkRequired(state, ['Choices'], place);
  checkText(state, 'Default', place);
  if (Array.isArray(state.Choices) && state.Choices.length === 0)
    fault(within(place, 'Choices'), 'Array is too short');
  for (const [rule, at] of objectsIn(state, 'Choices', place)) {
    checkRequired(rule, ['Next'], at);
    checkText(rule, 'Next', at);
    if (language === 'JSONata') checkJsonataRule(rule, at);
    else checkJsonPathRule(rule, at);
  }
};
