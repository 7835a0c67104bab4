import { type JsonObject, numberOf } from '../../json.ts';
import type { QueryLanguageName } from '../state.ts';
import { fault, type Place, within } from './issue.ts';
import { checkExpressions } from './jsonata-check.ts';
import { checkResultPath, checkTemplate } from './jsonpath-check.ts';
import { checkAllowed, checkEnum, checkInteger, checkRequired, checkText, objectsIn } from './values.ts';

const LONGEST = 99_999_999;
/** A year, in seconds: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const LONGEST_DELAY = 31_622_400;

const RETRIER: ReadonlySet<string> = new Set([
  ...[
    'ErrorEquals',
    'IntervalSeconds',
    'MaxAttempts',
    'BackoffRate',
    'MaxDelaySeconds',
    'JitterStrategy',
    'Comment',
  ],
]);

const CATCHER: Readonly<Record<QueryLanguageName, ReadonlySet<string>>> = {
  JSONPath: new Set(['ErrorEquals', 'Next', 'ResultPath', 'Assign', 'Comment']),
  JSONata: new Set(['ErrorEquals', 'Next', 'Output', 'Assign', 'Comment']),
};

const checkErrorEquals = (rule: JsonObject, isLast: boolean, place: Place): void => {
  checkRequired(rule, ['ErrorEquals'], place);
  const { ErrorEquals: names } = rule;
  if (names === undefined) return;
  const at = within(place, 'ErrorEquals');
  if (!Array.isArray(names) || !names.every((name) => typeof name === 'string')) {
    fault(at, 'Expected value of type Array of String');
    return;
  }
  if (names.length === 0) {
    fault(at, 'Array is too short');
    return;
  }
  if (names.includes('States.ALL') && (names.length > 1 || !isLast))
    fault(at, "'States.ALL' must be the only element of the list, and in the last rule");
};

const checkRetrier = (rule: JsonObject, place: Place): void => {
  checkAllowed(rule, RETRIER, place);
  checkInteger(rule, 'IntervalSeconds', [1, LONGEST], place);
  checkInteger(rule, 'MaxAttempts', [0, LONGEST], place);
  checkInteger(rule, 'MaxDelaySeconds', [1, LONGEST_DELAY - 1], place);
  checkEnum(rule, 'JitterStrategy', ['FULL', 'NONE'], place);
  const rate = numberOf(rule.BackoffRate);
  if (rule.BackoffRate !== undefined && (rate === undefined || rate < 1))
    fault(within(place, 'BackoffRate'), 'Value is not greater than or equal to 1.0');
  const delay = numberOf(rule.MaxDelaySeconds);
  if (delay !== undefined && delay <= (numberOf(rule.IntervalSeconds) ?? 0))
    fault(within(place, 'MaxDelaySeconds'), "'MaxDelaySeconds' must be greater than 'IntervalSeconds'");
};

const checkCatcher = (rule: JsonObject, language: QueryLanguageName, place: Place): void => {
  checkAllowed(rule, CATCHER[language], place);
  checkRequired(rule, ['Next'], place);
  checkText(rule, 'Next', place);
  if (language === 'JSONPath') {
    checkResultPath(rule, place);
    checkTemplate(rule.Assign, within(place, 'Assign'));
    return;
  }
  for (const name of ['Output', 'Assign']) checkExpressions(rule[name], within(place, name), true);
};

/** Retry and Catch. */
export const checkErrorRules = (state: JsonObject, language: QueryLanguageName, place: Place): void => {
  for (const name of ['Retry', 'Catch']) {
    const rules = objectsIn(state, name, place);
    for (const [index, [rule, at]] of rules.entries()) {
      checkErrorEquals(rule, index === rules.length - 1, at);
      if (name === 'Retry') checkRetrier(rule, at);
      else checkCatcher(rule, language, at);
    }
  }
};
