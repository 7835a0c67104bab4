import { z } from 'zod';
import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import {
  eventBusPolicyProperties,
  type eventBusProperties,
  type ruleProperties,
} from './resource-properties.ts';

export async function deployEventBus(
  { name, arn = '', properties: { Description, Policy } }: Resource<z.infer<typeof eventBusProperties>>,
  { call, ofType }: Deployment,
): Promise<void> {
  await call('events', 'CreateEventBus', { Name: name, ...(Description !== undefined && { Description }) });
  const statements: unknown[] = ofType('AWS::Events::EventBusPolicy', eventBusPolicyProperties)
    .filter(({ properties: { EventBusName } }) => EventBusName === name)
    .map((policy) => statementOf(policy, arn));
  statements.push(...(Policy?.Statement ?? []));
  if (statements.length === 0) return;
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await call('events', 'PutPermission', { EventBusName: name, Policy: document });
}

function statementOf(
  { properties }: Resource<z.infer<typeof eventBusPolicyProperties>>,
  busArn: string,
): object {
  const { Statement, StatementId, Action, Principal, Condition } = properties;
  if (Statement !== undefined) return { Sid: StatementId, ...Statement };
  if (Condition !== undefined) throw new Error('Condition is supported within Statement only');
  return {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action: Action ?? 'events:PutEvents',
    Resource: busArn,
  };
}

export async function deployRule(
  { name, properties }: Resource<z.infer<typeof ruleProperties>>,
  deployment: Deployment,
): Promise<void> {
  const { Targets = [], EventPattern, EventBusName, ...rest } = properties;
  const bus = EventBusName === undefined ? {} : { EventBusName };
  const call = (operation: string, input: object) =>
    deployment.call('events', operation, { ...bus, ...input });
  const pattern = EventPattern === undefined ? {} : { EventPattern: JSON.stringify(EventPattern) };
  await call('PutRule', { ...rest, Name: name, ...pattern });
  if (Targets.length === 0) return;
  for (const { RoleArn } of Targets)
    if (RoleArn !== undefined) deployment.assertAssumable(RoleArn, 'events.amazonaws.com');
  const { FailedEntries } = targetsPut.parse(await call('PutTargets', { Rule: name, Targets }));
  for (const { TargetId, ErrorMessage } of FailedEntries)
    throw new Error(`target ${TargetId}: ${ErrorMessage}`);
}

/** The answer of PutTargets. */
const targetsPut = z.object({
  FailedEntries: z.array(z.object({ TargetId: z.string(), ErrorMessage: z.string() })),
});
