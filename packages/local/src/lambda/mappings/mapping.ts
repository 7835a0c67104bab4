/** An event source mapping from a queue to a function. */
export interface Mapping {
  readonly uuid: string;
  readonly queueArn: string;
  readonly functionName: string;
  readonly functionArn: string;
  readonly enabled: boolean;
  /** 1 to 10,000; over 10 only with a window. */
  readonly batchSize: number;
  /** 0 to 300. */
  readonly windowSeconds: number;
  /** 2 to 1,000; undefined where none is set. */
  readonly maximumConcurrency?: number;
  readonly reportBatchItemFailures: boolean;
  /** Patterns, of which a message must match one; undefined takes every message. */
  readonly filters?: readonly string[];
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}
