import type { Resource } from '../assembly/assembly.ts';
import { statementsOf } from './deploy-queues.ts';
import { ofType, type Step, text } from './deployment.ts';

export const eventBuses: Step = {
  type: 'AWS::Events::EventBus',
  async host(resource, { assembly, services, developer }) {
    const { name, arn } = resource;
    const description = text(resource, 'Description');
    const input = { Name: name, ...(description !== undefined && { Description: description }) };
    await services.router.callService('events', 'CreateEventBus', input, developer);
    const statements = ofType(assembly, 'AWS::Events::EventBusPolicy')
      .filter((policy) => text(policy, 'EventBusName') === name)
      .map((policy) => statementOf(policy, arn ?? ''));
    if (resource.properties.Policy !== undefined)
      statements.push(...statementsOf(resource.properties.Policy));
    if (statements.length === 0) return;
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await services.router.callService('events', 'PutPermission', { EventBusName: name, Policy }, developer);
  },
};

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

export const rules: Step = {
  type: 'AWS::Events::Rule',
  async host({ name, properties }, { services, developer }) {
    const { Targets = [], EventPattern, EventBusName, ...rest } = properties;
    const bus = EventBusName === undefined ? {} : { EventBusName };
    const call = (operation: string, input: object) =>
      services.router.callService('events', operation, { ...bus, ...input }, developer);
    await call('PutRule', { ...rest, Name: name, EventPattern: JSON.stringify(EventPattern) });
    if ((Targets as unknown[]).length === 0) return;
    const answer = (await call('PutTargets', { Rule: name, Targets })) as {
      FailedEntries: { TargetId: string; ErrorMessage: string }[];
    };
    for (const { TargetId, ErrorMessage } of answer.FailedEntries)
      throw new Error(`target ${TargetId}: ${ErrorMessage}`);
  },
};
