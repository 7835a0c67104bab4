import type { Caller } from '../../service.ts';
import { type AccessFact, arnOf, type FactsOf, fact, type Input, text } from './access-fact.ts';

/** PutEvents is one fact an entry: AWS denies the whole call for one entry that is denied. */
export const eventsFacts: FactsOf = (operation, input, caller) => {
  if (operation === 'PutEvents') return entries(input).map((entry) => publication(entry, caller));
  return [fact(`events:${operation}`, resourceOf(operation, input, caller))];
};

function entries(input: Input): readonly Input[] {
  return Array.isArray(input.Entries) ? (input.Entries as readonly Input[]) : [];
}

function publication(entry: Input, caller: Caller): AccessFact {
  const source = text(entry, 'Source');
  const detailType = text(entry, 'DetailType');
  return fact('events:PutEvents', busArn(text(entry, 'EventBusName'), caller), {
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

function resourceOf(operation: string, input: Input, caller: Caller): string | undefined {
  if (operation === 'TestEventPattern' || operation.startsWith('List'))
    return listed(operation, input, caller);
  const bus = text(input, 'EventBusName');
  const isRule = /Rule$|Targets$/.test(operation);
  if (!isRule) return busArn(operation.endsWith('EventBus') ? text(input, 'Name') : bus, caller);
  return ruleArn(text(input, 'Rule') ?? text(input, 'Name'), bus, caller);
}

function listed(operation: string, input: Input, caller: Caller): string | undefined {
  if (operation === 'ListTargetsByRule')
    return ruleArn(text(input, 'Rule'), text(input, 'EventBusName'), caller);
  return undefined;
}

function ruleArn(
  rule: string | undefined,
  bus: string | undefined,
  { account, region }: Caller,
): string | undefined {
  const name = bus?.split('event-bus/').at(-1) ?? 'default';
  const prefix = name === 'default' ? '' : `${name}/`;
  return arnOf(rule, (made) => `arn:aws:events:${region}:${account}:rule/${prefix}${made}`);
}
