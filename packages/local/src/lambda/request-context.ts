import {
  arnOf,
  NO_RESOURCE,
  type RequestContext,
  requestedAction,
  text,
} from '../foundation/requested-action.ts';

/** Operations whose action has another name. */
const ACTIONS: Readonly<Record<string, string>> = { Invoke: 'InvokeFunction', InvokeAsync: 'InvokeFunction' };

export const lambdaRequestContext: RequestContext = (operation, input, { account, region }) => {
  const action = `lambda:${ACTIONS[operation] ?? operation}`;
  const qualifier = text(input, 'Qualifier');
  const named = arnOf(text(input, 'FunctionName'), (name) => {
    // A partial ARN is `ACCOUNT:function:NAME`.
    const [, owner = account, own = name] = /^(\d{12}):function:(.+)$/.exec(name) ?? [];
    return `arn:aws:lambda:${region}:${owner}:function:${own}`;
  });
  if (named === undefined) return [requestedAction(action, NO_RESOURCE)];
  return [requestedAction(action, qualifier === undefined ? named : `${named}:${qualifier}`)];
};
