/** An event source mapping from a queue or a table's stream to a function. */
export interface Mapping {
  readonly uuid: string;
  readonly sourceArn: string;
  readonly functionName: string;
  /** With the version or alias, where one was asked for. */
  readonly functionArn: string;
  readonly qualifier?: string | undefined;
  readonly enabled: boolean;
  /** 1 to 10,000; of a queue over 10 only with a window. */
  readonly batchSize: number;
  /** 0 to 300. */
  readonly windowSeconds: number;
  /** 2 to 1,000; undefined where none is set. */
  readonly maximumConcurrency?: number;
  readonly reportBatchItemFailures: boolean;
  /** Patterns, of which a record must match one; undefined takes every record. */
  readonly filters?: readonly string[];
  /** Undefined of a queue. */
  readonly stream?: StreamSettings;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** What a mapping of a stream has beside. */
export interface StreamSettings {
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  /** -1 tries until a batch succeeds or its records are gone. */
  readonly maximumRetryAttempts: number;
  /** Seconds, 60 to 604,800; -1 is without an end. */
  readonly maximumRecordAge: number;
  /** Whether a batch that failed is tried again in halves. */
  readonly bisects: boolean;
  /** Batches of a shard at once, 1 to 10: shown, because a stream here is read in order. */
  readonly parallelizationFactor: number;
  /** ARN of the queue or topic that hears of batches that were given up. */
  readonly onFailure?: string;
}
