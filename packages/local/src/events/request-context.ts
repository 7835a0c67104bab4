import { isObject } from '../foundation/is-object.ts';
import {
  type Input,
  NO_RESOURCE,
  passedRole,
  type RequestContext,
  type RequestedAction,
  requestedAction,
  text,
} from '../foundation/requested-action.ts';
import type { Caller } from '../foundation/service.ts';

/** PutEvents is one action an entry: AWS denies the whole call for one entry that is denied. */
export const eventsRequestContext: RequestContext = (operation, input, caller) => {
  if (operation === 'PutEvents') return listOf(input.Entries).map((entry) => publication(entry, caller));
  const roles = [input.RoleArn, ...listOf(input.Targets).map(({ RoleArn }) => RoleArn)];
  return [
    requestedAction(`events:${operation}`, resourceOf(operation, input, caller)),
    ...roles.flatMap((role) => passedRole(role, 'events.amazonaws.com')),
  ];
};

const listOf = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : []);

function publication(entry: Input, caller: Caller): RequestedAction {
  const source = text(entry, 'Source');
  const detailType = text(entry, 'DetailType');
  return requestedAction('events:PutEvents', busArn(text(entry, 'EventBusName'), caller), {
    'events:source': source === undefined ? [] : [source],
    'events:detail-type': detailType === undefined ? [] : [detailType],
    // Only a rule that passes an event on has a source ARN and a role.
    'events:eventbusinvocation': [String(caller.sourceArn !== undefined)],
  });
}

function busArn(nameOrArn = 'default', { account, region }: Caller): string {
  return nameOrArn.startsWith('arn:')
    ? nameOrArn
    : `arn:aws:events:${region}:${account}:event-bus/${nameOrArn}`;
}

function resourceOf(operation: string, input: Input, caller: Caller): string {
  const bus = text(input, 'EventBusName');
  if (/(Rule|Targets|TargetsByRule)$/.test(operation)) {
    return ruleArn(text(input, 'Rule') ?? text(input, 'Name') ?? '', bus, caller);
  }
  if (operation === 'TestEventPattern' || operation.startsWith('List')) return NO_RESOURCE;
  return busArn(operation.endsWith('EventBus') ? text(input, 'Name') : bus, caller);
}

function ruleArn(rule: string, bus: string | undefined, { account, region }: Caller): string {
  const name = bus?.split('event-bus/').at(-1) ?? 'default';
  return `arn:aws:events:${region}:${account}:rule/${name === 'default' ? '' : `${name}/`}${rule}`;
}
