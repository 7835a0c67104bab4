import type { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { ContractProps } from '../contract/attach-contract.ts';
import type { FunctionSettings } from '../function/bundled-function.ts';
import type { ICallbackRelay } from '../relay/relay-attributes.ts';

/** A worker. Its `encryptionKey` encrypts its queues too. */
export interface CallbackWorkerProps extends FunctionSettings, ContractProps {
  /** The relay whose bus its results are published to. */
  readonly relay: ICallbackRelay;
  /** The event source of its results, and part of its names: 1 to 20 of a-z, 0-9 and -. @default the contract's name */
  readonly workerName?: string;
  /** Path of the module that exports the Lambda `handler`. @default no function: the worker runs elsewhere */
  readonly entry?: string;
  /**
   * A queue that is there, with its own dead-letter queue and alarm; give requesters `CallbackWorker.fromQueue`.
   * @default a queue of its own
   */
  readonly requestQueue?: IQueue;
  /** Of the function. @default 1 minute */
  readonly timeout?: Duration;
  /** Of a queue of its own: at least 6 times the function's timeout. @default 6 times */
  readonly visibilityTimeout?: Duration;
  /** Instances of the function that may run at once, 2 to 1,000. @default 10 */
  readonly maxConcurrency?: number;
  /** Requests that one invocation is given at most, 1 to 10. @default 10 */
  readonly batchSize?: number;
  /** Variables of the function, beside the worker's own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Receives of a request before it is put aside; of a queue that is there, what its redrive policy says. @default 5 */
  readonly maxReceiveCount?: number;
  /** Whether the worker learns that no task waits any more. @default false */
  readonly followCancellations?: boolean;
  /** Where the alarms on dead letters are published. @default nowhere: they change colour */
  readonly alarmTopic?: ITopic;
}

/** A requester of another account. */
export interface RequesterLocation {
  readonly account: string;
  readonly namespace: string;
  /** @default the region of the stack */
  readonly region?: string;
}
