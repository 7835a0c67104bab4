import { isObject } from '../../foundation/is-object.ts';
import type { Caller, CallService } from '../../foundation/service.ts';
import type { AsynchronousEnd, AsynchronousEvent } from './asynchronous.ts';
import type { LocalFunction } from './function.ts';

export interface DestinationPorts {
  readonly callService: CallService;
  readonly queueUrlOf: (arn: string) => string;
  /** Calls are made under the function's role. */
  readonly callerOf: (fn: LocalFunction) => Caller;
  readonly versionOf: (functionName: string, qualifier: string | undefined) => string;
  readonly now: () => number;
}

/** Hands the record of an asynchronous invocation that ended to its destination and dead-letter queue, where set. */
export async function handToDestination(
  fn: LocalFunction,
  event: AsynchronousEvent,
  end: AsynchronousEnd,
  ports: DestinationPorts,
): Promise<void> {
  const { onSuccess, onFailure } = fn.asynchronous ?? {};
  const destination = end.condition === 'Success' ? onSuccess : onFailure;
  if (destination !== undefined) await deliver(fn, destination, recordOf(fn, event, end, ports), ports);
  if (end.condition !== 'Success' && fn.deadLetterArn !== undefined) await deadLetter(fn, event, end, ports);
}

function recordOf(
  fn: LocalFunction,
  event: AsynchronousEvent,
  end: AsynchronousEnd,
  { versionOf, now }: DestinationPorts,
) {
  const error = end.invoked?.functionError;
  return {
    version: '1.0',
    timestamp: new Date(now()).toISOString(),
    requestContext: {
      requestId: event.requestId,
      functionArn: `${fn.arn}:${event.qualifier ?? '$LATEST'}`,
      condition: end.condition,
      approximateInvokeCount: event.failures + event.throttles + (end.condition === 'Success' ? 1 : 0),
    },
    requestPayload: JSON.parse(event.payload),
    ...(end.invoked && {
      responseContext: {
        statusCode: 200,
        executedVersion: versionOf(fn.name, event.qualifier),
        ...(error && { functionError: error }),
      },
      responsePayload: JSON.parse(end.invoked.payload),
    }),
  };
}

async function deliver(
  fn: LocalFunction,
  destination: string,
  record: ReturnType<typeof recordOf>,
  { callService, queueUrlOf, callerOf }: DestinationPorts,
): Promise<void> {
  const caller = callerOf(fn);
  switch (destination.split(':')[2]) {
    case 'sqs':
      await callService(
        'sqs',
        'SendMessage',
        { QueueUrl: queueUrlOf(destination), MessageBody: JSON.stringify(record) },
        caller,
      );
      return;
    case 'sns':
      await callService('sns', 'Publish', { TopicArn: destination, Message: JSON.stringify(record) }, caller);
      return;
    case 'events': {
      const outcome = record.requestContext.condition === 'Success' ? 'Success' : 'Failure';
      const entry = {
        EventBusName: destination,
        Source: 'lambda',
        DetailType: `Lambda Function Invocation Result - ${outcome}`,
        Resources: [destination, record.requestContext.functionArn],
        Detail: JSON.stringify(record),
      };
      await callService('events', 'PutEvents', { Entries: [entry] }, caller);
      return;
    }
    default:
      await callService(
        'lambda',
        'Invoke',
        { FunctionName: destination, InvocationType: 'Event', Payload: JSON.stringify(record) },
        caller,
      );
  }
}

/** The older way: the event alone, with the error in message attributes. */
async function deadLetter(
  fn: LocalFunction,
  event: AsynchronousEvent,
  end: AsynchronousEnd,
  { callService, queueUrlOf, callerOf }: DestinationPorts,
): Promise<void> {
  const thrown: unknown = JSON.parse(end.invoked?.payload ?? '{}');
  const { errorMessage = '' } = isObject(thrown) ? thrown : {};
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  const MessageAttributes = {
    RequestID: text(event.requestId),
    ErrorCode: { DataType: 'Number', StringValue: end.invoked === undefined ? '429' : '200' },
    ErrorMessage: text(String(errorMessage).slice(0, 1024) || end.condition),
  };
  const { deadLetterArn: target = '' } = fn;
  if (target.split(':')[2] === 'sns') {
    const message = { TopicArn: target, Message: event.payload, MessageAttributes };
    await callService('sns', 'Publish', message, callerOf(fn));
    return;
  }
  const message = { QueueUrl: queueUrlOf(target), MessageBody: event.payload, MessageAttributes };
  await callService('sqs', 'SendMessage', message, callerOf(fn));
}
