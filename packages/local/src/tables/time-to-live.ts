import { z } from 'zod';
import { AwsError } from '../foundation/aws-error.ts';
import type { Clock, Timer } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';
import type { Operation } from '../foundation/service.ts';
import type { TableEngine } from './engine.ts';

export interface TimeToLiveOptions {
  readonly engine: TableEngine;
  readonly clock: Clock;
  /** Attribute by table. */
  readonly collection: Collection<string>;
  /** How long, at most, an expired item still shows. AWS says "within a few days". */
  readonly lagSeconds: number;
}

export interface TimeToLive {
  readonly operations: Readonly<Record<string, Operation>>;
  enable(table: string, attribute: string): void;
  stop(): void;
}

const inputSchema = z.object({
  TableName: z.string(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().min(1).max(255), Enabled: z.boolean() }),
});

/** DynamoDB leaves items alone whose time is longer past than this: five years. */
const TOO_OLD_SECONDS = 5 * 365 * 86_400;

type Item = Record<string, Record<string, unknown>>;

/** Expiry in sweeps, one a lag: an expired item still shows for a while, as on AWS. */
export function createTimeToLive({ engine, clock, collection, lagSeconds }: TimeToLiveOptions): TimeToLive {
  const attributes = new Map(collection.entries());
  let timer: Timer | undefined;
  let stopped = false;

  function arm(): void {
    timer?.cancel();
    if (attributes.size === 0 || stopped) return;
    timer = clock.setTimer(clock.now() + lagSeconds * 1000, () => void sweepAll().then(arm, arm));
  }

  async function sweepAll(): Promise<void> {
    for (const [table, attribute] of attributes) await sweep(engine, table, attribute, clock.now() / 1000);
  }

  function enable(table: string, attribute: string): void {
    attributes.set(table, attribute);
    collection.put(table, attribute);
    arm();
  }

  arm();
  return {
    enable,
    operations: {
      DescribeTimeToLive: async ({ TableName }) => {
        await engine.run('DescribeTable', { TableName });
        const attribute = attributes.get(String(TableName));
        const description =
          attribute === undefined
            ? { TimeToLiveStatus: 'DISABLED' }
            : { TimeToLiveStatus: 'ENABLED', AttributeName: attribute };
        return { TimeToLiveDescription: description };
      },
      UpdateTimeToLive: async (input) => {
        const { TableName, TimeToLiveSpecification: wanted } = parse(input);
        await engine.run('DescribeTable', { TableName });
        const current = attributes.get(TableName);
        if ((current !== undefined) === wanted.Enabled) {
          throw invalid(`TimeToLive is already ${wanted.Enabled ? 'enabled' : 'disabled'}`);
        }
        if (wanted.Enabled) enable(TableName, wanted.AttributeName);
        else if (attributes.delete(TableName)) collection.remove(TableName);
        return { TimeToLiveSpecification: wanted };
      },
    },
    stop() {
      stopped = true;
      timer?.cancel();
    },
  };
}

async function sweep(
  engine: TableEngine,
  table: string,
  attribute: string,
  nowSeconds: number,
): Promise<void> {
  const expired = {
    ExpressionAttributeNames: { '#expiry': attribute },
    ExpressionAttributeValues: {
      ':now': { N: String(Math.floor(nowSeconds)) },
      ':oldest': { N: String(Math.floor(nowSeconds - TOO_OLD_SECONDS)) },
    },
  };
  const { Table } = (await engine.run('DescribeTable', { TableName: table })) as {
    Table: { KeySchema: { AttributeName: string }[] };
  };
  const condition = '#expiry <= :now AND #expiry > :oldest';
  let from: unknown;
  do {
    const page = {
      TableName: table,
      FilterExpression: condition,
      ...expired,
      ...(from ? { ExclusiveStartKey: from } : {}),
    };
    const { Items, LastEvaluatedKey } = (await engine.run('Scan', page)) as {
      Items: Item[];
      LastEvaluatedKey?: unknown;
    };
    for (const item of Items) {
      const key = Object.fromEntries(
        Table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
      );
      await deleteIfStill(engine, { TableName: table, Key: key, ConditionExpression: condition, ...expired });
    }
    from = LastEvaluatedKey;
  } while (from !== undefined);
}

/** Somebody may have given the item more time since the scan. */
async function deleteIfStill(engine: TableEngine, input: Record<string, unknown>): Promise<void> {
  try {
    await engine.run('DeleteItem', input);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ConditionalCheckFailedException') throw error;
  }
}

function parse(input: Record<string, unknown>): z.infer<typeof inputSchema> {
  const parsed = inputSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(z.prettifyError(parsed.error));
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
