import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Store } from '../foundation/data/store.ts';
import type { Operation, Service } from '../foundation/service.ts';
import type { OnPolicy } from './engine/engine.ts';
import { runOperation, type TableOperation } from './engine/table-operation.ts';
import { expireItems } from './expire-items.ts';
import { openEngine } from './open-engine.ts';
import { operations } from './operations.ts';
import type { StreamViewType } from './schema/table.ts';
import { showSequence } from './streams/stream-log.ts';
import { streamOperations } from './streams/stream-operations.ts';
import { setTemplateStream } from './streams/template-stream.ts';
import { withTableNames } from './table-names.ts';

export interface TablesOptions {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  readonly store: Store;
  /** How long, at most, an item still shows after its time to live. */
  readonly timeToLiveLagSeconds: number;
  readonly onPolicy: OnPolicy;
}

/** DynamoDB. */
export interface Tables {
  readonly service: Service;
  /** Calls `listener` whenever the stream has new records; gives back what ends it. */
  onStreamRecords(streamArn: string, listener: () => void): () => void;
  /** The sequence number of the latest record of any stream. */
  latestSequence(): string;
  /** Gives a table the stream of its template, or takes it. */
  setTemplateStream(tableName: string, viewType: StreamViewType | undefined): void;
  stop(): void;
}

export function openTables(options: TablesOptions): Tables {
  const { account, region, clock, store, onPolicy, timeToLiveLagSeconds: lagSeconds } = options;
  const { engine, streams, stop } = openEngine({ account, region, store, onPolicy, now: clock.now });
  const expiry = expireItems({ engine, clock, lagSeconds });
  const all = { ...operations, ...streamOperations(streams) };
  const supported = Object.entries(all).map(([name, operation]): [string, Operation] => [
    name,
    async (input) =>
      runOperation(operation as TableOperation<never>, engine, withTableNames(engine, name, input)),
  ]);
  return {
    service: { operations: { ...Object.fromEntries(supported), ...refused } },
    onStreamRecords: streams.onAppend,
    latestSequence: () => showSequence(streams.latest()),
    setTemplateStream: (name, viewType) => setTemplateStream(engine, name, viewType),
    stop() {
      expiry.stop();
      stop();
    },
  };
}

export const partiql = ['ExecuteStatement', 'BatchExecuteStatement', 'ExecuteTransaction'];

const refused: Readonly<Record<string, Operation>> = Object.fromEntries(
  partiql.map((name) => [
    name,
    () =>
      Promise.reject(
        new AwsError('UnknownOperationException', `PartiQL (${name}) is not supported by the local runtime.`),
      ),
  ]),
);
