import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { KeyValueStore } from '../foundation/data/key-value-store.ts';
import type { Operation, Service } from '../foundation/service.ts';
import { engineOperations, openTableEngine, type TableEngineOptions } from './engine.ts';
import { createTimeToLive } from './time-to-live.ts';

export interface TablesOptions extends TableEngineOptions {
  readonly clock: Clock;
  readonly store: KeyValueStore;
  /** How long, at most, an item still shows after its time to live. */
  readonly timeToLiveLagSeconds: number;
}

/** DynamoDB. */
export interface Tables {
  readonly service: Service;
  /** Sets the attribute of a table's time to live, whatever it was. */
  enableTimeToLive(table: string, attribute: string): void;
  stop(): Promise<void>;
}

/** dynalite, with what it lacks in front of it. */
export async function openTables(options: TablesOptions): Promise<Tables> {
  const engine = await openTableEngine(options);
  const timeToLive = createTimeToLive({
    engine,
    clock: options.clock,
    collection: options.store.collection<string>('time to live of tables'),
    lagSeconds: options.timeToLiveLagSeconds,
  });
  const passedOn = engineOperations.map((name): [string, Operation] => [
    name,
    async (input) => engine.run(name, withoutRefused(byTableName(input))),
  ]);
  return {
    service: {
      operations: {
        ...Object.fromEntries(passedOn),
        ...timeToLive.operations,
        TransactWriteItems: refuseTransactions,
        TransactGetItems: refuseTransactions,
      },
    },
    enableTimeToLive: timeToLive.enable,
    async stop() {
      timeToLive.stop();
      await engine.close();
    },
  };
}

const refuseTransactions: Operation = () =>
  Promise.reject(
    new AwsError(
      'UnknownOperationException',
      'Transactions are not supported by the local runtime: its tables run on dynalite, which has none.',
    ),
  );

/** What DynamoDB acts on and dynalite would pass over in silence. */
const refusedMembers = [
  'StreamSpecification',
  'ResourcePolicy',
  'ReplicaUpdates',
  'GlobalTableWitnessUpdates',
];

function withoutRefused(input: Record<string, unknown>): Record<string, unknown> {
  const refused = refusedMembers.find((member) => input[member] !== undefined);
  if (refused === undefined) return input;
  throw new AwsError('ValidationException', `${refused} is not supported by the local runtime.`);
}

/** DynamoDB takes a table's ARN wherever it takes its name; dynalite takes the name. */
function byTableName(input: Record<string, unknown>): Record<string, unknown> {
  const { TableName } = input;
  if (typeof TableName !== 'string' || !TableName.startsWith('arn:')) return input;
  return { ...input, TableName: TableName.split(':table/').at(-1) };
}
