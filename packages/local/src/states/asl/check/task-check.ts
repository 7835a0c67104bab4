import { resourceStatus } from '../../integrations/resource.ts';
import { isObject, type JsonObject, numberOf } from '../../json.ts';
import type { QueryLanguageName } from '../state.ts';
import { fault, type Place, unsupported, within } from './issue.ts';
import { checkExpressions, checkIntegerOrExpression } from './jsonata-check.ts';
import { checkPathField, checkTemplate } from './jsonpath-check.ts';
import { checkParameters } from './parameters-check.ts';
import { checkInteger, checkOneOf, checkRequired } from './values.ts';

const LONGEST = 99_999_999;

export type MachineType = 'STANDARD' | 'EXPRESS';

const checkResource = (resource: string, type: MachineType, place: Place): void => {
  const at = within(place, 'Resource');
  const status = resourceStatus(resource);
  const pattern = /\.(sync(?::2)?|waitForTaskToken)$/.exec(resource)?.[1];
  if (type === 'EXPRESS' && status === 'activity')
    fault(at, 'Express state machine does not support Activity ARN');
  else if (type === 'EXPRESS' && pattern !== undefined)
    // AWS's own message about .waitForTaskToken ends with a space.
    fault(
      at,
      `Express state machine does not support '.${pattern}' service integration${pattern === 'waitForTaskToken' ? ' ' : ''}`,
    );
  else if (status === 'unknown')
    fault(
      at,
      `The resource provided ${resource} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
    );
  else if (status === 'unsupported') unsupported(at, `the integration '${resource}'`);
};

const checkTimes = (state: JsonObject, language: QueryLanguageName, place: Place): void => {
  for (const name of ['TimeoutSeconds', 'HeartbeatSeconds']) {
    if (language === 'JSONata') checkIntegerOrExpression(state, name, [1, LONGEST], place);
    else checkInteger(state, name, [1, LONGEST], place);
    checkPathField(state, `${name}Path`, place);
    checkOneOf(state, [name, `${name}Path`], place);
  }
  const [timeout, heartbeat] = [numberOf(state.TimeoutSeconds), numberOf(state.HeartbeatSeconds)];
  if (timeout !== undefined && heartbeat !== undefined && heartbeat >= timeout)
    fault(within(place, 'HeartbeatSeconds'), "'HeartbeatSeconds' must be smaller than 'TimeoutSeconds'");
};

const checkCredentials = (state: JsonObject, place: Place): void => {
  const { Credentials } = state;
  if (Credentials === undefined) return;
  const at = within(place, 'Credentials');
  if (!isObject(Credentials)) {
    fault(at, 'Expected value of type Object');
    return;
  }
  if (Credentials.RoleArn === undefined && Credentials['RoleArn.$'] === undefined) {
    fault(at, "The field 'RoleArn' is required but was missing");
    return;
  }
  unsupported(at, 'the field Credentials of a Task state');
};

export const checkTask = (
  state: JsonObject,
  language: QueryLanguageName,
  type: MachineType,
  place: Place,
): void => {
  checkRequired(state, ['Resource'], place);
  if (typeof state.Resource === 'string') {
    checkResource(state.Resource, type, place);
    const name = language === 'JSONata' ? 'Arguments' : 'Parameters';
    checkParameters(state.Resource, state[name], within(place, name));
  } else if (state.Resource !== undefined) fault(within(place, 'Resource'), 'Expected value of type String');
  checkTimes(state, language, place);
  checkCredentials(state, place);
  if (language === 'JSONPath') checkTemplate(state.Credentials, within(place, 'Credentials'));
  else checkExpressions(state.Credentials, within(place, 'Credentials'));
};
