import {
  arnOf,
  NO_RESOURCE,
  type RequestContext,
  requestedAction,
  text,
} from '../foundation/requested-action.ts';
import { readFunctionReference } from './function-reference.ts';

/** Operations whose action has another name. */
const ACTIONS: Readonly<Record<string, string>> = { Invoke: 'InvokeFunction', InvokeAsync: 'InvokeFunction' };

export const lambdaRequestContext: RequestContext = (operation, input, { account, region }) => {
  const action = `lambda:${ACTIONS[operation] ?? operation}`;
  const qualifier = text(input, 'Qualifier');
  const named = arnOf(text(input, 'FunctionName'), (given) => {
    const asked = readFunctionReference(given) ?? { name: given };
    const own = asked.qualifier === undefined ? asked.name : `${asked.name}:${asked.qualifier}`;
    return `arn:aws:lambda:${asked.region ?? region}:${asked.account ?? account}:function:${own}`;
  });
  if (named === undefined) return [requestedAction(action, NO_RESOURCE)];
  const isQualified = qualifier === undefined || named.endsWith(`:${qualifier}`);
  return [requestedAction(action, isQualified ? named : `${named}:${qualifier}`)];
};
