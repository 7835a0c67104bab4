import type { ChoiceRule } from './definition.ts';

const comparisons: readonly (readonly [RegExp, string])[] = [
  [/^(String|Numeric|Boolean|Timestamp)Equals(Path)?$/, '='],
  [/^(String|Numeric|Timestamp)LessThan(Path)?$/, '<'],
  [/^(String|Numeric|Timestamp)LessThanEquals(Path)?$/, '≤'],
  [/^(String|Numeric|Timestamp)GreaterThan(Path)?$/, '>'],
  [/^(String|Numeric|Timestamp)GreaterThanEquals(Path)?$/, '≥'],
  [/^StringMatches$/, '~'],
];

/** A Choice rule in a few words, as `$.amount > 100`; a JSONata condition as it stands. */
export function choiceLabel(rule: ChoiceRule): string {
  if (typeof rule.Condition === 'string') return rule.Condition.replace(/^\{%\s*|\s*%\}$/g, '');
  if (Array.isArray(rule.And)) return join(rule.And, ' and ');
  if (Array.isArray(rule.Or)) return join(rule.Or, ' or ');
  if (typeof rule.Not === 'object' && rule.Not !== null)
    return `not (${choiceLabel(rule.Not as ChoiceRule)})`;
  return comparison(rule);
}

function join(rules: readonly unknown[], word: string): string {
  return rules.map((rule) => choiceLabel((rule ?? {}) as ChoiceRule)).join(word);
}

function comparison(rule: ChoiceRule): string {
  const variable = String(rule.Variable ?? '');
  const operator = Object.keys(rule).find(
    (field) => !['Variable', 'Next', 'Comment', 'Assign', 'Output'].includes(field),
  );
  if (operator === undefined) return variable;
  const sign = comparisons.find(([pattern]) => pattern.test(operator))?.[1];
  if (sign !== undefined) return `${variable} ${sign} ${JSON.stringify(rule[operator])}`;
  const negation = rule[operator] === false ? 'not ' : '';
  // IsPresent, IsNull, IsString and their like.
  return `${variable} is ${negation}${operator.replace(/^Is/, '').toLowerCase()}`;
}
