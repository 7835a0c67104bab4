/** The relay queue and the two beside it, as the relay uses them beside what the event source mapping does. */
export interface RelayQueue {
  /** ChangeMessageVisibility on the relay queue: the message is seen again in so many seconds. */
  changeVisibility(receiptHandle: string, seconds: number): Promise<void>;
  /** SendMessage to the deferred queue: the body unchanged, delayed by up to 900 seconds. */
  defer(message: DeferredMessage): Promise<void>;
  /** SendMessage to the dead-letter queue: the body unchanged, so that a redrive is the same event again. */
  sendToDeadLetterQueue(letter: DeadLetter): Promise<void>;
}

/** SQS: the longest delay of a message. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const longestDelaySeconds = 900;

export interface DeferredMessage {
  readonly body: string;
  /** 0 to 900. */
  readonly delaySeconds: number;
  /** Message attributes, numbers each: see `deferralAttributes`. */
  readonly attributes: Readonly<Record<DeferralAttribute, number>>;
}

/** What a message takes along to the deferred queue, where its receive count starts again. */
export const deferralAttributes = {
  /** How often it was received before. */
  receives: 'receives',
  /** When it was received first, epoch milliseconds. */
  firstReceivedAt: 'firstReceivedAt',
  /** When it is to be handled again, epoch milliseconds: until then it is only deferred further. */
  resumeAt: 'resumeAt',
} as const;

export type DeferralAttribute = (typeof deferralAttributes)[keyof typeof deferralAttributes];

export interface DeadLetter {
  readonly body: string;
  /** A message attribute, for the operator who reads the queue: why it was given up. */
  readonly reason: string;
}

/** A message of the relay queue or the deferred queue, in the shape that Lambda's event source mapping passes it. */
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
  readonly eventSourceARN?: string;
  readonly messageAttributes?: Readonly<Record<string, { readonly stringValue?: string }>>;
}
