import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  TestEventPatternCommand,
} from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createEvents, type Events } from '../../src/events/create-events.ts';
import { systemClock } from '../../src/foundation/clock.ts';
import type { Caller } from '../../src/foundation/service.ts';
import { createServiceRouter } from '../../src/foundation/service-router.ts';
import { type Gateway, openGateway } from '../../src/gateway/gateway.ts';
import { createAuthorizer } from '../../src/policies/authorizer.ts';
import { definitions, eventTargets } from '../../src/service-definitions.ts';
import { account, developer, queueArn, region } from './test-runtime.ts';

const roleArn = `arn:aws:iam::${account}:role/WorkerRole`;
const worker: Caller = { account, region, roleArn, sessionName: 'worker' };
const entry = { Source: 'shop.worker', DetailType: 'Callback Succeeded', Detail: '{"ok":true}' };

let events: Events;
let gateway: Gateway;
const messages: Record<string, unknown>[] = [];

function client(accessKeyId: string): EventBridgeClient {
  const credentials = { accessKeyId, secretAccessKey: 'any' };
  return new EventBridgeClient({ endpoint: gateway.endpoint, region, credentials, maxAttempts: 1 });
}

beforeAll(async () => {
  const { authorize, setRole, setResourcePolicies } = createAuthorizer(definitions, {
    partitionKeyOf: () => undefined,
    stateMachineOf: () => undefined,
    queueArnOf: () => queueArn('results'),
  });
  const router = createServiceRouter({ authorize, track: (work) => work });
  events = createEvents({
    clock: systemClock,
    account,
    region,
    callService: router.callService,
    targets: eventTargets,
    queueUrlOf: (arn) => `http://127.0.0.1/${account}/${arn.split(':').at(-1)}`,
  });
  router.add('events', events.service);
  const SendMessage = async (input: Record<string, unknown>) => messages.push(input);
  router.add('sqs', { operations: { SendMessage } });
  const Condition = { StringEquals: { 'events:source': 'shop.worker' } };
  const publish = { Effect: 'Allow', Action: 'events:PutEvents', Resource: '*', Condition };
  setRole(roleArn, [{ name: 'Worker', document: { Statement: publish } }]);
  const receive = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: '*',
  };
  setResourcePolicies(queueArn('results'), [{ name: 'Queue', document: { Statement: receive } }]);
  gateway = await openGateway({
    definitions,
    callService: router.callService,
    developer,
    principalOf: (key) => (key === 'WORKER' ? worker : undefined),
    control: () => Promise.reject(new Error('not asked')),
    port: 0,
  });
});

afterAll(async () => {
  await gateway.stop();
  await events.stop();
});

test("an SDK client makes a rule, and another publishes under its role, into the rule's queue", async () => {
  const owner = client('DEVELOPER');
  const EventPattern = JSON.stringify({ 'detail-type': [{ prefix: 'Callback ' }] });
  const { RuleArn } = await owner.send(new PutRuleCommand({ Name: 'results', EventPattern }));
  await owner.send(
    new PutTargetsCommand({ Rule: 'results', Targets: [{ Id: 'q', Arn: queueArn('results') }] }),
  );
  expect(RuleArn).toBe(`arn:aws:events:${region}:${account}:rule/results`);

  const Time = new Date('2026-11-02T10:00:00Z');
  const answer = await client('WORKER').send(
    new PutEventsCommand({
      Entries: [
        { ...entry, Time },
        { ...entry, Detail: '7' },
      ],
    }),
  );
  expect(answer).toMatchObject({ FailedEntryCount: 1, Entries: [{}, { ErrorCode: 'MalformedDetail' }] });
  await vi.waitFor(() => expect(messages).toHaveLength(1));
  expect(JSON.parse(String(messages[0]?.MessageBody))).toMatchObject({
    id: answer.Entries?.[0]?.EventId,
    time: '2026-11-02T10:00:00Z',
    detail: { ok: true },
  });
});

test('a client that publishes under a source that is not its own gets AccessDeniedException', async () => {
  const forged = new PutEventsCommand({ Entries: [entry, { ...entry, Source: 'shop.other' }] });
  await expect(client('WORKER').send(forged)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining(
      'assumed-role/WorkerRole/worker is not authorized to perform: events:PutEvents on resource',
    ),
  });
});

test('a client that tests a pattern that is not valid gets InvalidEventPatternException', async () => {
  const Event = JSON.stringify({ id: '1', account, source: 'a', time: 'x', region, 'detail-type': 'b' });
  await expect(
    client('DEVELOPER').send(new TestEventPatternCommand({ Event, EventPattern: '[]' })),
  ).rejects.toMatchObject({
    name: 'InvalidEventPatternException',
    message: 'Event pattern is not valid. Reason: Filter is not an object',
  });
});
