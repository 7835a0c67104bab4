import type { EventPattern } from '../events/pattern/event-pattern.ts';

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
  readonly subscriptions: Map<string, Subscription>;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  readonly protocol: 'sqs' | 'lambda' | 'email' | 'email-json';
  /** ARN of the queue or the function, or an e-mail address. */
  readonly endpoint: string;
  /** ARN of who made it. */
  readonly principal: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Undefined takes every message. */
  readonly filter?: { readonly matches: EventPattern; readonly scope: 'MessageAttributes' | 'MessageBody' };
  readonly isRaw: boolean;
  /** ARN of the queue that takes what can't be delivered. */
  readonly deadLetterArn?: string;
}

/** A message as it was published. */
export interface PublishedMessage {
  readonly id: string;
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  /** Handed on to queues. */
  readonly groupId?: string;
  readonly signatureVersion?: string;
  /** Handed on: https://docs.aws.amazon.com/sns/latest/dg/sns-active-tracing.html */
  readonly traceHeader?: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
}

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}
