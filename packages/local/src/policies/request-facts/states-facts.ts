import { arnOf, type FactsOf, fact, NO_RESOURCE, type ResourceLookups, text } from './access-fact.ts';

/** SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat are about the machine that the token belongs to. */
export function statesFacts({ stateMachineOf }: Pick<ResourceLookups, 'stateMachineOf'>): FactsOf {
  return (operation, input, { account, region }) => {
    const action = `states:${operation}`;
    const token = text(input, 'taskToken');
    if (token !== undefined) return [fact(action, stateMachineOf(token))];
    const named =
      text(input, 'stateMachineArn') ??
      text(input, 'executionArn') ??
      text(input, 'resourceArn') ??
      text(input, 'name');
    const machine = (name: string) => `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    return [fact(action, arnOf(named, machine) ?? NO_RESOURCE)];
  };
}
