export interface CancellationMessage {
  /** The EventBridge envelope of a `Callback Cancelled`. */
  readonly body: string;
  readonly receiptHandle: string;
  /** Milliseconds since the epoch. */
  readonly sentAt: number;
}

/** The queue that a rule on `Callback Cancelled` feeds; all processes of a worker share it. */
export interface CancellationQueue {
  /** One long poll; rejects when the signal is aborted. */
  receive(signal: AbortSignal): Promise<readonly CancellationMessage[]>;
  delete(receiptHandle: string): Promise<void>;
  /** Makes the message visible again after `seconds`. */
  changeVisibility(receiptHandle: string, seconds: number): Promise<void>;
}
