import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Store } from '../foundation/data/store.ts';
import type { Caller, Operation, Service } from '../foundation/service.ts';
import { type AroundStep, inSlices } from '../foundation/steps.ts';
import type { OnPolicy } from './engine/engine.ts';
import { runOperation } from './engine/table-operation.ts';
import { expireItems } from './expire-items.ts';
import { openEngine } from './open-engine.ts';
import { tableOperations } from './operations.ts';
import type { StreamViewType } from './schema/table.ts';
import { showSequence } from './streams/record-text.ts';
import { setTemplateStream } from './streams/template-stream.ts';
import { withTableNames } from './table-names.ts';
import type { Attributes } from './values/attribute-value.ts';

export interface TablesOptions {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  readonly store: Store;
  /** How long, at most, an item still shows after its time to live. */
  readonly timeToLiveLagSeconds: number;
  readonly onPolicy: OnPolicy;
  /** Hears of every write of an item, at the moment at which it takes effect. */
  readonly onItem?: (written: WrittenItem) => void;
}

/** An item that was written or deleted. Items are as the API carries them. */
export interface WrittenItem {
  readonly tableName: string;
  /** Left out where there was none. */
  readonly before?: Attributes;
  /** Left out where there is none any more. */
  readonly after?: Attributes;
  /** Which call has done it; left out where the item's time to live has. */
  readonly by?: { readonly operation: string; readonly caller: Caller };
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
  const { account, region, clock, store, onPolicy, onItem, timeToLiveLagSeconds: lagSeconds } = options;
  let by: WrittenItem['by'];

  /** Each step says whose writes are made: another operation's steps may come in between. */
  const writingAs = (writer: WrittenItem['by']): AroundStep => {
    return (step) => {
      by = writer;
      try {
        return step();
      } finally {
        by = undefined;
      }
    };
  };

  const { engine, streams, stop } = openEngine({
    ...{ account, region, store, onPolicy, now: clock.now },
    onWritten: ({ name: tableName }, { before, after }) =>
      onItem?.({ tableName, ...(before && { before }), ...(after && { after }), ...(by && { by }) }),
  });
  const expiry = expireItems({ engine, clock, lagSeconds });
  const supported = Object.entries(tableOperations(streams)).map(([name, onUse]): [string, Operation] => [
    name,
    async (input, caller) => {
      const used = onUse();
      const operation = used instanceof Promise ? await used : used;
      const named = withTableNames(engine, name, input);
      const steps = runOperation(operation, engine, named);
      return inSlices(steps, writingAs({ operation: name, caller }));
    },
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
