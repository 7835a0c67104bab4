import { parseTimestamp } from '../../choice/timestamp.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import { expressionIn } from '../../jsonata/delimited.ts';
import type { QueryLanguageName } from '../state.ts';
import { checkAssigned } from './assign-check.ts';
import { checkChoice } from './choice-check.ts';
import { checkErrorRules } from './errors-check.ts';
import { fieldsOf, STATE_TYPES } from './fields.ts';
import { fault, type Place, within } from './issue.ts';
import { checkExpressions, checkIntegerOrExpression } from './jsonata-check.ts';
import { checkExpressionField, checkPathField, checkResultPath, checkTemplate } from './jsonpath-check.ts';
import { checkMap } from './map-check.ts';
import { checkTask, type MachineType } from './task-check.ts';
import { checkAllowed, checkInteger, checkOneOf, checkText } from './values.ts';

const LONGEST = 99_999_999;

/** What surrounds a state. */
export interface Surrounding {
  readonly type: MachineType;
  /** The query language of the machine. */
  readonly language: QueryLanguageName;
}

const checkTransition = (state: JsonObject, place: Place): void => {
  checkText(state, 'Next', place);
  if (state.End !== undefined && typeof state.End !== 'boolean')
    fault(within(place, 'End'), 'Expected value of type Boolean');
  if (state.Next === undefined && state.End !== true) fault(place, "Either 'Next' or 'End' is required");
  if (state.Next !== undefined && state.End === true)
    fault(place, 'Only one of these fields is allowed: [Next, End]');
};

const checkWait = (state: JsonObject, language: QueryLanguageName, place: Place): void => {
  checkOneOf(state, ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'], place, true);
  if (language === 'JSONata') checkIntegerOrExpression(state, 'Seconds', [0, LONGEST], place);
  else checkInteger(state, 'Seconds', [0, LONGEST], place);
  checkPathField(state, 'SecondsPath', place);
  checkPathField(state, 'TimestampPath', place);
  const { Timestamp: time } = state;
  const isExpression = language === 'JSONata' && typeof time === 'string' && expressionIn(time) !== undefined;
  if (time !== undefined && !isExpression && parseTimestamp(time) === undefined)
    fault(within(place, 'Timestamp'), 'String does not match RFC3339 timestamp');
};

const checkFail = (state: JsonObject, place: Place): void => {
  for (const name of ['Error', 'Cause']) {
    checkText(state, name, place);
    checkExpressionField(state, `${name}Path`, place);
    checkOneOf(state, [name, `${name}Path`], place);
  }
};

const checkOwn = (
  state: JsonObject,
  surrounding: Surrounding,
  language: QueryLanguageName,
  place: Place,
): void => {
  switch (state.Type) {
    case 'Task':
      checkTask(state, language, surrounding.type, place);
      return;
    case 'Choice':
      checkChoice(state, language, place);
      return;
    case 'Wait':
      checkWait(state, language, place);
      return;
    case 'Fail':
      checkFail(state, place);
      return;
    case 'Map':
      checkMap(state, language, place);
      return;
  }
};

const checkJsonPathData = (state: JsonObject, place: Place): void => {
  checkPathField(state, 'InputPath', place, true);
  checkPathField(state, 'OutputPath', place, true);
  checkResultPath(state, place);
  for (const name of ['Parameters', 'ResultSelector', 'Assign'])
    checkTemplate(state[name], within(place, name));
};

const checkJsonataData = (state: JsonObject, place: Place): void => {
  for (const name of ['Arguments', 'Error', 'Cause', 'Timestamp', 'Output', 'Assign'])
    checkExpressions(state[name], within(place, name));
};

/** The language of a state; a machine in JSONata has no state in JSONPath. */
export const languageOfState = (
  state: JsonObject,
  top: QueryLanguageName,
  place: Place,
): QueryLanguageName => {
  const { QueryLanguage: own = top } = state;
  if (own !== 'JSONPath' && own !== 'JSONata') {
    fault(
      within(place, 'QueryLanguage'),
      "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]",
    );
    return top;
  }
  if (top === 'JSONata' && own === 'JSONPath')
    fault(place, "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine");
  return own;
};

/** One state, without the machines inside it. */
export const checkState = (value: Json, surrounding: Surrounding, place: Place): void => {
  if (!isObject(value)) {
    fault(place, 'Expected value of type Object');
    return;
  }
  const { Type } = value;
  if (typeof Type !== 'string' || !STATE_TYPES.includes(Type)) {
    fault(
      within(place, 'Type'),
      `The field 'Type' should have one of these values: [${STATE_TYPES.join(', ')}]`,
    );
    return;
  }
  const language = languageOfState(value, surrounding.language, place);
  checkAllowed(value, fieldsOf(Type, language), place);
  checkText(value, 'Comment', place);
  if (fieldsOf(Type, language).has('Next')) checkTransition(value, place);
  checkErrorRules(value, language, place);
  checkAssigned(value.Assign, within(place, 'Assign'));
  if (language === 'JSONPath') checkJsonPathData(value, place);
  else checkJsonataData(value, place);
  checkOwn(value, surrounding, language, place);
};
