import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { CallbackRelay, type NamingScheme, RelayStack } from '../lib/index.ts';
import { platformApp } from './platform-app.ts';
import { unbundled } from './templates.ts';

describe("an app with an organisation's own names, bus, table, queue, key, topic and boundary", () => {
  let templates: Record<string, Template>;
  beforeAll(() => {
    // A finding of cdk-nag that is not acknowledged fails this.
    const assembly = platformApp({ context: unbundled }).synth();
    templates = Object.fromEntries(
      assembly.stacks.map(({ stackName, template }) => [stackName, Template.fromJSON(template)]),
    );
  });
  const all = (type: string) =>
    Object.values(templates).flatMap((template) =>
      Object.values(template.findResources(type)).map(({ Properties }) => Properties),
    );

  it('has no name of ours', () => {
    const names = ['AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::IAM::Role', 'AWS::Events::Rule']
      .flatMap(all)
      .flatMap(({ FunctionName, QueueName, RoleName, Name }) => [FunctionName, QueueName, RoleName, Name])
      .filter((name) => name !== undefined)
      .map((name) => JSON.stringify(name));
    expect(names.length).toBeGreaterThan(8);
    for (const name of names) expect(name).toMatch(/acme-/);
    expect(JSON.stringify(names)).not.toContain('callback-relay');
  });

  it('gives every role the boundary', () => {
    const roles = all('AWS::IAM::Role');
    expect(roles.length).toBeGreaterThan(2);
    for (const { PermissionsBoundary } of roles) {
      expect(JSON.stringify(PermissionsBoundary)).toContain(':policy/acme-boundary');
    }
  });

  it('makes no bus, table or topic of its own, and adds its denials to the bus that is there', () => {
    expect(all('AWS::Events::EventBus')).toHaveLength(1);
    expect(all('AWS::DynamoDB::Table')).toHaveLength(1);
    expect(all('AWS::SNS::Topic')).toHaveLength(1);
    expect(all('AWS::Events::EventBusPolicy').map(({ StatementId }) => StatementId)).toEqual([
      'TlsOnly',
      'RelayAndRequestersAlone',
      'RelayAlone',
      'OperatorsAlone',
    ]);
  });

  it('hears what is named like a result on the bus that is there, and no event of others that merely ends like one', () => {
    const [results] = all('AWS::Events::Rule').filter(({ Name }) => Name.endsWith('-results'));
    expect(results?.EventPattern).toEqual({
      source: [{ 'anything-but': ['callback-relay'] }],
      'detail-type': [{ prefix: { 'equals-ignore-case': 'Callback ' } }],
    });
  });

  it('encrypts queues, logs and variables with the key', () => {
    for (const queue of all('AWS::SQS::Queue')) expect(queue.KmsMasterKeyId).toBeDefined();
    for (const group of all('AWS::Logs::LogGroup')) expect(group.KmsKeyId).toBeDefined();
    for (const each of all('AWS::Lambda::Function')) expect(each.KmsKeyArn).toBeDefined();
  });

  it('takes memory, concurrency, log retention and thresholds', () => {
    templates.Relay?.hasResourceProperties('AWS::Lambda::Function', { MemorySize: 1024 });
    templates.Relay?.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    templates.Relay?.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      ScalingConfig: { MaximumConcurrency: 20 },
    });
    templates.Relay?.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'acme-integration-production-overdue-callbacks',
      Threshold: 10,
    });
  });
});

describe('a naming scheme is refused', () => {
  const relayWith = (naming: NamingScheme) => () =>
    new CallbackRelay(new Stack(new App({ context: unbundled }), 'Test'), 'Relay', { stage: 'dev', naming });

  it.each<[string, NamingScheme, RegExp]>([
    [
      'that forgets the owner',
      ({ kind, standardName }) => (kind === 'requestQueue' ? 'acme-requests' : standardName),
      /gives two queues one name: the requests of one and the requests of one's dead-letter queue; given "acme-requests"/,
    ],
    [
      'that gives two kinds one name',
      ({ kind, owner, standardName }) =>
        kind === 'requesterFunction' || kind === 'workerFunction' ? `acme-${owner}` : standardName,
      /gives two functions one name: the requester of one and the worker one; given "acme-one"/,
    ],
    [
      'with a character that AWS refuses',
      ({ standardName }) => standardName.replaceAll('-', '.'),
      /the name of the \w+ is not one that AWS takes.*given "callback\.relay\.dev/,
    ],
    ['that gives no name', () => '', /is not one that AWS takes.*given ""/],
    [
      'with names that are too long',
      ({ kind, standardName }) => (kind === 'relayFunction' ? 'a'.repeat(65) : standardName),
      /longer than 64 characters, the longest that AWS takes for a relayFunction/,
    ],
  ])('%s', (_, naming, message) => {
    expect(relayWith(naming)).toThrow(message);
  });
});

describe('data protection', () => {
  const tableOf = (stage: string, dataProtection?: boolean) => {
    const props = { stage, ...(dataProtection !== undefined && { dataProtection }) };
    const template = Template.fromStack(new RelayStack(new App({ context: unbundled }), 'Relay', props));
    expect(JSON.stringify(template.toJSON())).not.toContain('-e2e-');
    const [table] = Object.values(template.findResources('AWS::DynamoDB::Table'));
    return {
      kept: table?.DeletionPolicy,
      guarded: table?.Properties.DeletionProtectionEnabled,
      restorable: table?.Properties.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled,
    };
  };

  it.each(['prod', 'production', 'live', 'staging', 'devops', 'eu', 'p1'])('stands in %s', (stage) => {
    expect(tableOf(stage)).toEqual({ kept: 'Retain', guarded: true, restorable: true });
  });

  it.each(['dev', 'dev2', 'test', 'pr42', 'sandbox'])('not in %s', (stage) => {
    expect(tableOf(stage)).toEqual({ kept: 'Delete', guarded: false, restorable: false });
  });

  it('is a prop', () => {
    expect(tableOf('dev', true).kept).toBe('Retain');
    expect(tableOf('production', false).kept).toBe('Delete');
  });
});
