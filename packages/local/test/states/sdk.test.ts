import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  InvalidDefinition,
  InvalidToken,
  paginateGetExecutionHistory,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServiceRouter } from '../../src/foundation/service-router.ts';
import { type Gateway, openGateway } from '../../src/gateway/gateway.ts';
import { definitions } from '../../src/service-definitions.ts';
import { callbackMachine, developer, REGION, ROLE, settled, setUp, tokenIn } from './harness.ts';

const world = setUp();
let gateway: Gateway;
let client: SFNClient;

beforeAll(async () => {
  const router = createServiceRouter({ authorize: () => {}, track: (work) => work });
  router.add('states', world.states.service);
  gateway = await openGateway({
    port: 0,
    definitions,
    callService: router.callService,
    developer,
    principalOf: () => undefined,
    control: () => Promise.reject(new Error('not asked')),
  });
  client = new SFNClient({
    endpoint: gateway.endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  client.destroy();
  await gateway.stop();
  await world.states.stop();
});

const machine = (name: string) =>
  client.send(
    new CreateStateMachineCommand({ name, roleArn: ROLE, definition: JSON.stringify(callbackMachine()) }),
  );

describe('the AWS SDK, over the wire', () => {
  it('starts an execution, answers its callback, and reads times as dates', async () => {
    const { stateMachineArn } = await machine('answered');
    const { executionArn, startDate } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    expect(startDate).toEqual(new Date('2026-01-01T00:00:00Z'));
    await settled();
    const taskToken = tokenIn(world.calls.at(-1));
    await client.send(new SendTaskHeartbeatCommand({ taskToken }));
    await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":true}' }));
    const described = await client.send(new DescribeExecutionCommand({ executionArn }));
    expect(described).toMatchObject({ status: 'SUCCEEDED', output: '{"ok":true}', stopDate: startDate });
    const again = client.send(new SendTaskSuccessCommand({ taskToken, output: '{}' }));
    await expect(again).rejects.toBeInstanceOf(TaskTimedOut);
  });

  it('reads a history page by page', async () => {
    const { stateMachineArn } = await machine('paged');
    const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn }));
    await settled();
    const ids: (number | undefined)[] = [];
    for await (const page of paginateGetExecutionHistory({ client, pageSize: 2 }, { executionArn })) {
      ids.push(...(page.events ?? []).map(({ id }) => id));
    }
    expect(ids).toEqual([1, 2, 3, 4, 5]);
    const { events } = await client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
    );
    expect(events?.[0]).toMatchObject({ type: 'TaskSubmitted', timestamp: new Date('2026-01-01T00:00:00Z') });
  });

  it('gets the errors as its own classes', async () => {
    const { stateMachineArn } = await machine('errors');
    const start = (input: string) =>
      client.send(new StartExecutionCommand({ stateMachineArn, name: 'one', input }));
    await start('1');
    await expect(start('2')).rejects.toBeInstanceOf(ExecutionAlreadyExists);
    const madeUp = client.send(new SendTaskSuccessCommand({ taskToken: 'made-up', output: '{}' }));
    await expect(madeUp).rejects.toBeInstanceOf(InvalidToken);
    const broken = client.send(
      new CreateStateMachineCommand({ name: 'broken', roleArn: ROLE, definition: '{}' }),
    );
    await expect(broken).rejects.toBeInstanceOf(InvalidDefinition);
  });
});
