import { z } from 'zod';
import { arnOf } from '../foundation/resources/identities.ts';
import type { Deployment, Resource } from '../foundation/resources/resource-type.ts';
import { documentText } from '../foundation/resources/template-values.ts';
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
  const statements = [...statementsOf(name, arn, ofType), ...(Policy?.Statement ?? [])];
  if (statements.length > 0) await putPolicy(name, statements, call);
}

/** @throws Error where the bus is not there; the policies of the app's own buses are theirs already */
export async function deployEventBusPolicy(
  { properties: { EventBusName: given = 'default' } }: BusPolicy,
  { call, ofType, environment }: Deployment,
): Promise<void> {
  const name = given.split('/').at(-1) ?? given;
  await call('events', 'DescribeEventBus', { Name: given });
  if (ofType('AWS::Events::EventBus').some((bus) => bus.name === name)) return;
  await putPolicy(name, statementsOf(name, arnOf('events', environment, `event-bus/${name}`), ofType), call);
}

function statementsOf(name: string, arn: string, ofType: Deployment['ofType']): object[] {
  return ofType('AWS::Events::EventBusPolicy', eventBusPolicyProperties)
    .filter(({ properties: { EventBusName = 'default' } }) => [name, arn].includes(EventBusName))
    .map((policy) => statementOf(policy, arn));
}

async function putPolicy(
  name: string,
  statements: readonly object[],
  call: Deployment['call'],
): Promise<void> {
  const document = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  await call('events', 'PutPermission', { EventBusName: name, Policy: document });
}

type BusPolicy = Resource<z.infer<typeof eventBusPolicyProperties>>;

function statementOf({ properties }: BusPolicy, busArn: string): object {
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
  const pattern = EventPattern === undefined ? {} : { EventPattern: documentText(EventPattern) };
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
