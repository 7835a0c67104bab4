import {
  arnOf,
  NO_RESOURCE,
  type RequestContext,
  type ResourceLookups,
  requestedAction,
  text,
} from '../foundation/requested-action.ts';

/** SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat are about the machine that the token belongs to. */
export function statesRequestContext({
  stateMachineOf,
}: Pick<ResourceLookups, 'stateMachineOf'>): RequestContext {
  return (operation, input, { account, region }) => {
    const action = `states:${operation}`;
    const token = text(input, 'taskToken');
    if (token !== undefined) return [requestedAction(action, stateMachineOf(token))];
    const named =
      text(input, 'stateMachineArn') ??
      text(input, 'executionArn') ??
      text(input, 'resourceArn') ??
      text(input, 'name');
    const machine = (name: string) => `arn:aws:states:${region}:${account}:stateMachine:${name}`;
    return [requestedAction(action, arnOf(named, machine) ?? NO_RESOURCE)];
  };
}
