import { statementsOf } from '../foundation/policy-document.ts';
import { type Deployment, type Resource, text } from '../foundation/resource-type.ts';

export async function deployEventBus(resource: Resource, { call, ofType }: Deployment): Promise<void> {
  const { name, arn = '' } = resource;
  const description = text(resource, 'Description');
  const input = { Name: name, ...(description !== undefined && { Description: description }) };
  await call('events', 'CreateEventBus', input);
  const statements = ofType('AWS::Events::EventBusPolicy')
    .filter((policy) => text(policy, 'EventBusName') === name)
    .map((policy) => statementOf(policy, arn));
  if (resource.properties.Policy !== undefined) statements.push(...statementsOf(resource.properties.Policy));
  if (statements.length === 0) return;
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await call('events', 'PutPermission', { EventBusName: name, Policy });
}

function statementOf({ properties }: Resource, busArn: string): unknown {
  const { Statement, StatementId, Action, Principal, Condition } = properties;
  if (Statement !== undefined) return { Sid: StatementId, ...(Statement as object) };
  if (Condition !== undefined) throw new Error('Condition is supported within Statement only');
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action: Action ?? 'events:PutEvents',
    Resource: busArn,
  };
}

export async function deployRule({ name, properties }: Resource, deployment: Deployment): Promise<void> {
  const { Targets = [], EventPattern, EventBusName, ...rest } = properties;
  const bus = EventBusName === undefined ? {} : { EventBusName };
  const call = (operation: string, input: object) =>
    deployment.call('events', operation, { ...bus, ...input });
  const pattern = EventPattern === undefined ? {} : { EventPattern: JSON.stringify(EventPattern) };
  await call('PutRule', { ...rest, Name: name, ...pattern });
  if ((Targets as unknown[]).length === 0) return;
  for (const { RoleArn } of Targets as { RoleArn?: string }[])
    if (RoleArn !== undefined) deployment.assertAssumable(RoleArn, 'events.amazonaws.com');
  const answer = (await call('PutTargets', { Rule: name, Targets })) as {
    FailedEntries: { TargetId: string; ErrorMessage: string }[];
  };
  for (const { TargetId, ErrorMessage } of answer.FailedEntries)
    throw new Error(`target ${TargetId}: ${ErrorMessage}`);
}
