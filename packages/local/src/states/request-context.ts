import {
  arnOf,
  NO_RESOURCE,
  passedRole,
  type RequestContext,
  type ResourceLookups,
  requestedAction,
  text,
} from '../foundation/requested-action.ts';

/** Members that tell what a request is about, the first that is there. */
const NAMING = [
  ...['stateMachineArn', 'stateMachineVersionArn', 'stateMachineAliasArn', 'executionArn', 'activityArn'],
  ...['resourceArn', 'name'],
];

/** SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat are about the machine that the token belongs to. */
export function statesRequestContext({
  stateMachineOf,
}: Pick<ResourceLookups, 'stateMachineOf'>): RequestContext {
  return (operation, input, { account, region }) => {
    const action = `states:${operation}`;
    const token = text(input, 'taskToken');
    if (token !== undefined) return [requestedAction(action, stateMachineOf(token))];
    const named = NAMING.map((member) => text(input, member)).find((value) => value !== undefined);
    const kind = operation === 'CreateActivity' ? 'activity' : 'stateMachine';
    const made = (name: string) => `arn:aws:states:${region}:${account}:${kind}:${name}`;
    return [
      requestedAction(action, operation === 'TestState' ? NO_RESOURCE : (arnOf(named, made) ?? NO_RESOURCE)),
      ...passedRole(input.roleArn, 'states.amazonaws.com'),
    ];
  };
}
