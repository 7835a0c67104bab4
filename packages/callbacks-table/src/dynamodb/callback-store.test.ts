import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTable } from '../../test/table.ts';
import type { SettledRow, SettlingRow, WaitingRow } from '../callback-row.ts';
import { behavesAsCallbackStore } from '../model/callback-store.behaviour.ts';
import { writes } from '../model/callback-store.cases.ts';
import { correlationId, rows } from '../model/sample-rows.cases.ts';
import { settledRow } from '../settled-row.ts';
import { dynamodbCallbackStore } from './callback-store.ts';

describe('the callback store on DynamoDB', () => {
  let table: Awaited<ReturnType<typeof startTable>>;
  beforeAll(async () => {
    table = await startTable();
  });
  afterAll(() => table.stop());

  behavesAsCallbackStore(async () => {
    await table.clear();
    return {
      ...table,
      store: dynamodbCallbackStore(table.client, table.name),
      putAttempt: (correlationId, attempt) => table.put({ correlationId, attempt, expiresAt: 9_000 }),
    };
  });

  const waiting = rows['a waiting row'] as WaitingRow;
  const settling = Object.values(rows).find((row) => row?.state === 'settling') as SettlingRow;
  const [claim] = Object.values(writes.claim);
  const [closing] = Object.values(writes.close);
  if (claim === undefined || closing === undefined) throw new Error('there are writes among the cases');

  /** A client of the same table whose calls `onCall` may change, and read or change the answers of. */
  function clientWith(
    onCall: (input: Input, send: () => Promise<Output>) => Promise<Output>,
  ): DynamoDBClient {
    const client = new DynamoDBClient(table.clientConfig);
    client.middlewareStack.add(
      (next) => async (args) => {
        const input = { ...args.input } as Input;
        const send = async () => (await next({ ...args, input: input as never })) as Output;
        return (await onCall(input, send)) as never;
      },
      { step: 'initialize' },
    );
    return client;
  }

  function recordingClient() {
    const calls: Input[] = [];
    const client = clientWith((input, send) => {
      calls.push(input);
      return send();
    });
    return { client, calls };
  }

  it('has the row in the answer of a refused claim or progress, without a call more', async () => {
    await table.clear();
    await table.put({ ...waiting, state: 'cancelled' } as never);
    const { client, calls } = recordingClient();
    const store = dynamodbCallbackStore(client, table.name);
    const answer = await store.claim(claim);
    expect(answer).toMatchObject({ claimed: false, row: { correlationId, state: 'cancelled' } });
    const report = { ...claim, progress: '1', at: 1 };
    expect(await store.recordProgress(report)).toMatchObject({
      recorded: false,
      row: { state: 'cancelled' },
    });
    expect(calls).toHaveLength(2);
    client.destroy();
  });

  it('asks for no row where none is needed, because each would be read units for nothing', async () => {
    const { client, calls } = recordingClient();
    await dynamodbCallbackStore(client, table.name).close(closing);
    expect(calls).toEqual([expect.objectContaining({ ReturnValues: 'NONE' })]);
    expect(calls[0]).not.toHaveProperty('ReturnValuesOnConditionCheckFailure');
    client.destroy();
  });

  it('reads consistently', async () => {
    const { client, calls } = recordingClient();
    const store = dynamodbCallbackStore(client, table.name);
    await store.read(correlationId);
    await store.newestAttempt('orders#task');
    expect(calls.map(({ ConsistentRead }) => ConsistentRead)).toEqual([true, true]);
    client.destroy();
  });

  it('passes on what goes wrong as the SDK throws it', async () => {
    const store = dynamodbCallbackStore(table.client, 'no-such-table');
    const error = { name: 'ResourceNotFoundException' };
    await expect(store.claim(claim)).rejects.toMatchObject(error);
    await expect(store.close(closing)).rejects.toMatchObject(error);
    for (const parking of Object.values(writes.park))
      await expect(store.park(parking)).rejects.toMatchObject(error);
  });

  it('answers with the rows of a batch that DynamoDB left unprocessed', async () => {
    const row = (id: string): SettledRow => ({ ...settledRow(settling, closing), correlationId: id });
    const client = clientWith(async (input, send) => {
      const requests = input.RequestItems?.[table.name] ?? [];
      input.RequestItems = { [table.name]: requests.slice(0, 1) };
      const answer = await send();
      return {
        ...answer,
        output: { ...answer.output, UnprocessedItems: { [table.name]: requests.slice(1) } },
      };
    });
    const store = dynamodbCallbackStore(client, table.name);
    expect(await store.closeAll([row('orders:a'), row('orders:b'), row('orders:c')])).toEqual([
      'orders:b',
      'orders:c',
    ]);
    expect(await table.get('orders:a')).toMatchObject({ state: 'settled' });
    client.destroy();
  });

  it('goes on with the callbacks of an execution where the page before has ended', async () => {
    await table.clear();
    const ids = ['orders:a', 'orders:b', 'orders:c'];
    for (const id of ids) await table.put({ ...waiting, correlationId: id });
    const client = clientWith(async (input, send) => {
      input.Limit = 2;
      return send();
    });
    const { callbacksOf } = dynamodbCallbackStore(client, table.name);
    const first = await callbacksOf(waiting.execution);
    expect(first.correlationIds).toHaveLength(2);
    const second = await callbacksOf(waiting.execution, first.cursor);
    expect([...first.correlationIds, ...second.correlationIds].toSorted()).toEqual(ids);
    expect(second).not.toHaveProperty('cursor');
    client.destroy();
  });
});

/** What the tests look at, or change, of the inputs of calls. */
interface Input {
  ConsistentRead?: boolean;
  Limit?: number;
  RequestItems?: Readonly<Record<string, readonly object[]>>;
}

interface Output {
  readonly output: object;
}
