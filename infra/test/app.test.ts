import { lateSearchSeconds } from '@callback-relay/contract/runtime';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { beforeAll, describe, expect, it } from 'vitest';
import { callbackRelayApp } from '../app/callback-relay-app.ts';
import { CallbackRelay } from '../lib/relay/callback-relay.ts';
import type { CallbackRelayProps } from '../lib/relay/callback-relay-props.ts';
import { CallbackRequester } from '../lib/requester/callback-requester.ts';
import { CallbackWorker } from '../lib/worker/callback-worker.ts';
import type { CallbackWorkerProps } from '../lib/worker/callback-worker-props.ts';
import { appTemplates, type StackRole, unbundled } from './templates.ts';

let dev: ReturnType<typeof appTemplates>;
let prod: ReturnType<typeof appTemplates>;
beforeAll(() => {
  dev = appTemplates('dev');
  prod = appTemplates('prod');
});

const stacks: readonly StackRole[] = ['Relay', 'EvenOddRequester', 'EvenOddWorker'];

describe.each(stacks)('the stack %s', (role) => {
  it('neither exports nor imports', () => {
    const text = JSON.stringify(dev[role].toJSON());
    expect(text).not.toContain('Fn::ImportValue');
    expect(text).not.toContain('"Export"');
  });

  it('has names of its stage alone, so that stages stand side by side', () => {
    expect(JSON.stringify(prod[role].toJSON()).replaceAll('callback-relay-prod', '')).not.toMatch(/\bdev\b/);
  });

  it('lets only TLS into its queues, and encrypts them', () => {
    const template = dev[role];
    const guarded = Object.values(template.findResources('AWS::SQS::QueuePolicy'))
      .filter(({ Properties }) =>
        JSON.stringify(Properties.PolicyDocument).includes('"aws:SecureTransport":"false"'),
      )
      .flatMap(({ Properties }) => Properties.Queues.map((queue: { Ref: string }) => queue.Ref));
    const queues = template.findResources('AWS::SQS::Queue');
    expect(guarded.sort()).toEqual(Object.keys(queues).sort());
    for (const { Properties } of Object.values(queues)) expect(Properties.SqsManagedSseEnabled).toBe(true);
  });

  it('gives every queue a dead-letter queue that keeps longer', () => {
    const queues = Object.values(dev[role].findResources('AWS::SQS::Queue')).map(
      ({ Properties }) => Properties,
    );
    for (const queue of queues.filter(({ QueueName }) => !QueueName.endsWith('-dead-letters'))) {
      const source = queue.QueueName.replace(/-deferred$/, '-results');
      const letters = queues.find(({ QueueName }) => QueueName === `${source}-dead-letters`);
      expect(letters?.MessageRetentionPeriod).toBeGreaterThan(queue.MessageRetentionPeriod);
      expect(queue.RedrivePolicy.maxReceiveCount).toBeGreaterThan(1);
    }
  });

  it('keeps its logs for a stated time', () => {
    for (const { Properties } of Object.values(dev[role].findResources('AWS::Logs::LogGroup'))) {
      expect(Properties.RetentionInDays).toBe(14);
    }
  });

  it('runs its functions on Node 24 and arm64, each with a role and a log group of its own', () => {
    const functions = Object.values(dev[role].findResources('AWS::Lambda::Function'));
    expect(functions).toHaveLength(1);
    expect(functions[0]?.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogGroup: expect.anything() },
    });
  });
});

describe('the relay', () => {
  it('reads its queue in batches, each record failing alone, under a bound', () => {
    dev.Relay.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 18 },
    });
  });

  it('divides the quota of the smallest regions by its concurrency, that of deferred messages included', () => {
    dev.Relay.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          STEP_FUNCTIONS_CALLS_PER_SECOND: '15',
          STEP_FUNCTIONS_CALLS_BURST: '75',
          PARKED_RESULT_SECONDS: '3600',
          CALLBACK_ROW_RETENTION_SECONDS: '1296000',
        },
      },
    });
  });

  it('hears results of every source but its own, openings of requesters, and ended executions, none undelivered for good', () => {
    const rules = Object.values(dev.Relay.findResources('AWS::Events::Rule')).map(
      ({ Properties }) => Properties,
    );
    expect(Object.fromEntries(rules.map((rule) => [rule.Name, rule.EventPattern]))).toEqual({
      'callback-relay-dev-results': {
        source: [{ 'anything-but': ['callback-relay'] }],
        $or: [
          { 'detail-type': [{ prefix: { 'equals-ignore-case': 'Callback ' } }] },
          {
            'detail-type': ['Succeeded', 'Failed', 'Heartbeat'].map((end) => ({
              suffix: { 'equals-ignore-case': end },
            })),
            detail: { version: [{ exists: true }], correlationId: [{ wildcard: '*:*' }] },
          },
        ],
      },
      'callback-relay-dev-opened': { source: ['callback-relay'], 'detail-type': ['Callback Opened'] },
      'callback-relay-dev-ended-executions': {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['ABORTED', 'TIMED_OUT', 'FAILED'] },
      },
      'callback-relay-dev-succeeded-executions': {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['SUCCEEDED'] },
      },
    });
    for (const rule of rules) expect(rule.Targets[0].DeadLetterConfig).toBeDefined();
  });

  it('sends what succeeded to the deferred queue, whose own delay is that of the late search, and nothing else', () => {
    const [[id] = []] = Object.entries(
      dev.Relay.findResources('AWS::SQS::Queue', {
        Properties: { QueueName: 'callback-relay-dev-deferred' },
      }),
    );
    const arn = { 'Fn::GetAtt': [id, 'Arn'] };
    dev.Relay.hasResourceProperties('AWS::SQS::Queue', {
      QueueName: 'callback-relay-dev-deferred',
      DelaySeconds: lateSearchSeconds,
    });
    const fed = Object.entries(dev.Relay.findResources('AWS::Events::Rule')).filter(
      ([, { Properties }]) => JSON.stringify(Properties.Targets[0].Arn) === JSON.stringify(arn),
    );
    expect(fed.map(([, { Properties }]) => Properties.Name)).toEqual([
      'callback-relay-dev-succeeded-executions',
    ]);
    dev.Relay.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: Match.arrayWith(['sqs:SendMessage']),
            Condition: { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': [fed[0]?.[0], 'Arn'] } } },
            Resource: arn,
          }),
        ]),
      },
    });
  });

  it('keeps its table for good in prod, and lets it go elsewhere', () => {
    const table = (template: typeof dev.Relay) =>
      Object.values(template.findResources('AWS::DynamoDB::Table'))[0];
    expect(table(prod.Relay)).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    });
    expect(table(dev.Relay)).toMatchObject({ DeletionPolicy: 'Delete' });
    expect(table(dev.Relay)?.Properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
      ResourcePolicy: { PolicyDocument: { Statement: [{ Sid: 'TlsOnly', Effect: 'Deny' }] } },
    });
  });
});

it('logs no execution data, because task tokens are in it', () => {
  dev.EvenOddRequester.hasResourceProperties('AWS::StepFunctions::StateMachine', {
    LoggingConfiguration: { IncludeExecutionData: false },
  });
});

describe('the app refuses', () => {
  it('an unknown stage', () => {
    expect(() => callbackRelayApp({ stage: 'production', context: unbundled })).toThrow(
      'unknown stage; given "production"; choose one of dev, staging, prod',
    );
  });

  it('unknown context', () => {
    expect(() => callbackRelayApp({ context: { ...unbundled, stge: 'prod' } })).toThrow(
      'unknown context; given ["stge"]; the app knows only stage',
    );
  });
});

describe('a wrong use fails at synth', () => {
  const newStack = () => new Stack(new App({ context: unbundled }), 'Test');
  const relay = (props: Partial<CallbackRelayProps>) => () =>
    new CallbackRelay(newStack(), 'Relay', { stage: 'dev', ...props });
  const worker = (props: Partial<CallbackWorkerProps>) => () => {
    const stack = newStack();
    return new CallbackWorker(stack, 'Worker', {
      relay: CallbackRelay.fromStage(stack, 'Relay', 'dev'),
      workerName: 'payments',
      ...props,
    });
  };
  const requester =
    (namespace: string, stage = 'dev') =>
    () => {
      const stack = newStack();
      return new CallbackRequester(stack, 'Requester', {
        relay: CallbackRelay.fromStage(stack, 'Relay', stage),
        namespace,
      });
    };
  const wrongUses: readonly [string, () => unknown, RegExp][] = [
    [
      'a stage that is none',
      relay({ stage: 'Dev-1' }),
      /a stage is 1 to 12 of a-z and 0-9.*given "Dev-1"; name it as dev/,
    ],
    [
      'rows that go before their dead letters',
      relay({ rowRetention: Duration.days(13) }),
      /rowRetention is shorter than dead letters are kept \(14 days\).*given "1123200 s"; set it to 14 days or more/,
    ],
    [
      'results parked over 12 h',
      relay({ parkedFor: Duration.hours(13) }),
      /parkedFor is not between 1 s and 12 h/,
    ],
    [
      'one instance',
      relay({ maxConcurrency: 1 }),
      /maxConcurrency is not a whole number from 2 to 1,000.*given 1; set one in that range/,
    ],
    [
      "a visibility under 6 times the function's timeout",
      worker({ timeout: Duration.minutes(1), visibilityTimeout: Duration.minutes(5) }),
      /visibility timeout is under 6 times the function's timeout of 60 s; given "300 s"; set it to 360 s or more/,
    ],
    [
      "a worker's name that is none",
      worker({ workerName: 'Payments' }),
      /a worker's name is 1 to 20.*given "Payments"/,
    ],
    [
      'cancellations of a relay in another account',
      () => {
        const env = { account: '222222222222', region: 'eu-west-1' };
        const stack = new Stack(new App({ context: unbundled }), 'Test', { env });
        return new CallbackWorker(stack, 'Worker', {
          relay: CallbackRelay.fromStage(stack, 'Relay', 'dev', { account: '111111111111' }),
          workerName: 'payments',
          followCancellations: true,
        });
      },
      /needs a rule on the bus of the relay, which is in another account; given "111111111111"; leave it out/,
    ],
    [
      'a namespace that is none',
      requester('Orders'),
      /a namespace is 1 to 32 of a-z.*given "Orders"; name it after your team/,
    ],
    [
      'names that become too long',
      requester('n'.repeat(32), 'productionxx'),
      /a name is longer than 64 characters/,
    ],
  ];
  it.each(wrongUses)('%s', (_, build, message) => {
    expect(build).toThrow(message);
  });
});
