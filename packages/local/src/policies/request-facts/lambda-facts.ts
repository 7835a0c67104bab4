import { arnOf, type FactsOf, fact, NO_RESOURCE, text } from './access-fact.ts';

/** Operations whose action has another name. */
const ACTIONS: Readonly<Record<string, string>> = { Invoke: 'InvokeFunction', InvokeAsync: 'InvokeFunction' };

export const lambdaFacts: FactsOf = (operation, input, { account, region }) => {
  const action = `lambda:${ACTIONS[operation] ?? operation}`;
  const qualifier = text(input, 'Qualifier');
  const named = arnOf(text(input, 'FunctionName'), (name) => {
    // A partial ARN is `ACCOUNT:function:NAME`.
    const [, owner = account, own = name] = /^(\d{12}):function:(.+)$/.exec(name) ?? [];
    return `arn:aws:lambda:${region}:${owner}:function:${own}`;
  });
  if (named === undefined) return [fact(action, NO_RESOURCE)];
  return [fact(action, qualifier === undefined ? named : `${named}:${qualifier}`)];
};
