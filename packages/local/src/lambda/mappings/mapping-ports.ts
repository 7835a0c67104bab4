import type { Clock } from '../../foundation/clock.ts';
import type { KeyValueStore } from '../../foundation/data/key-value-store.ts';
import type { Authorize, CallService } from '../../foundation/service.ts';
import type { Functions } from '../functions/functions.ts';
import type { Mapping } from './mapping.ts';

export interface MappingsOptions {
  readonly clock: Clock;
  readonly store: KeyValueStore;
  readonly callService: CallService;
  readonly functions: Functions;
  readonly queueUrlOf: (arn: string) => string;
  readonly arrival: (queueArn: string, signal: AbortSignal) => Promise<void>;
  /** Messages of a queue that could be received. */
  readonly visible: (queueArn: string) => number;
  readonly streams: StreamPorts;
  readonly authorize: Authorize;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
  readonly onResult: (mapping: Mapping, result: string, requestId?: string) => void;
}

/** What is asked of DynamoDB Streams beside their operations. */
export interface StreamPorts {
  /** Calls the listener whenever the stream has new records; gives back what ends it. */
  readonly onRecords: (streamArn: string, listener: () => void) => () => void;
  /** The sequence number of the latest record. */
  readonly latest: () => string;
}
