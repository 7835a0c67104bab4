import { AwsError } from '../foundation/aws-error.ts';
import { isQueueArn } from '../foundation/resources/identities.ts';
import { isFifoName, type Queue } from './queue.ts';
import { invalidParameter } from './queue-error.ts';
import type { QueueRegistry } from './registry.ts';

/** @throws AwsError InvalidParameterValue */
export function rateIn({ MaxNumberOfMessagesPerSecond: rate }: Record<string, unknown>): number | undefined {
  if (rate === undefined || (typeof rate === 'number' && rate >= 1 && rate <= 500)) return rate;
  throw invalidParameter(
    'Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and 500.',
  );
}

/** @throws AwsError InvalidParameterValue, ResourceNotFoundException */
export function requireDestination(
  queues: QueueRegistry,
  input: Record<string, unknown>,
  source: Queue,
): Queue {
  const destination = requireQueue(queues, input, 'DestinationArn');
  if (destination === source)
    throw invalidParameter('Source queue arn and destination queue arn can not be the same.');
  if (isFifoName(destination.name) !== isFifoName(source.name))
    throw invalidParameter('The destination must be the same type of queue as the source.');
  return destination;
}

/** @throws AwsError InvalidParameterValue, ResourceNotFoundException */
export function requireQueue(
  queues: QueueRegistry,
  input: Record<string, unknown>,
  member: 'SourceArn' | 'DestinationArn',
): Queue {
  const arn = String(input[member]);
  if (!isQueueArn(arn))
    throw invalidParameter(
      `You must use this format to specify the ${member}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
    );
  const queue = queues.byArn(arn);
  if (queue !== undefined) return queue;
  throw new AwsError(
    'ResourceNotFoundException',
    `The resource that you specified for the ${member} parameter doesn't exist.`,
    404,
  );
}
