/** The relay queue and its dead-letter queue, as the relay uses them beside what the event source mapping does. */
export interface RelayQueue {
  /** ChangeMessageVisibility: the message is seen again in so many seconds (0 to 43,200 since it was received). */
  changeVisibility(receiptHandle: string, seconds: number): Promise<void>;
  /** SendMessage to the dead-letter queue: the body unchanged, so that a redrive is the same event again. */
  sendToDeadLetters(letter: DeadLetter): Promise<void>;
}

export interface DeadLetter {
  readonly body: string;
  /** Message attributes, for whoever looks at the queue: why it was given up. */
  readonly reason: string;
}

/** A message of the relay queue, in the shape that Lambda's event source mapping hands over. */
export interface QueueRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: {
    /** How often it was received, this time included. */
    readonly ApproximateReceiveCount: string;
    /** Epoch milliseconds. */
    readonly ApproximateFirstReceiveTimestamp: string;
  };
}
