import type { QueueRecord, Relay } from '@callback-relay/relay';
import type { OpenCallbackInput, Requester } from '@callback-relay/requester';
import type { ResultPublisher } from '@callback-relay/worker/ports';
import type { CallbacksTable } from '../services/callbacks-table.ts';
import type { BatchResponse } from '../services/event-source-mapping.ts';
import type { ReceivedMessage } from '../services/queue.ts';

export type WorkerHandler = (messages: readonly ReceivedMessage[]) => Promise<BatchResponse>;
export type RelayHandler = (records: readonly QueueRecord[]) => Promise<BatchResponse>;

/** The places where a mutant can get between a package and its environment: the packages know nothing of it. */
export interface Mutations {
  /** The callbacks table, behind the stores of both packages. */
  table(table: CallbacksTable): CallbacksTable;
  /** What the task state passes to the requester. */
  requesterInput(input: OpenCallbackInput): OpenCallbackInput;
  requester(requester: Requester): Requester;
  publisher(publisher: ResultPublisher): ResultPublisher;
  workerHandler(handler: WorkerHandler): WorkerHandler;
  relay(relay: Relay): Relay;
  relayHandler(handler: RelayHandler): RelayHandler;
}

const unchanged = <T>(part: T): T => part;

export const noMutations: Mutations = {
  table: unchanged,
  requesterInput: unchanged,
  requester: unchanged,
  publisher: unchanged,
  workerHandler: unchanged,
  relay: unchanged,
  relayHandler: unchanged,
};
