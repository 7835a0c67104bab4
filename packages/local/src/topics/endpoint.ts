import { isQueueArn } from '../foundation/resources/identities.ts';
import type { Subscription } from './topic.ts';
import { invalidParameter } from './topic-error.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html, without those that are delivered to here */
const OTHER_PROTOCOLS: ReadonlySet<string> = new Set([
  ...['application', 'email', 'email-json', 'firehose', 'http', 'https', 'sms'],
]);

/** @throws AwsError InvalidParameter */
export function endpointOf(
  protocol: unknown,
  endpoint: unknown,
): Pick<Subscription, 'protocol' | 'endpoint'> {
  if (protocol !== 'sqs' && protocol !== 'lambda')
    throw invalidParameter(
      OTHER_PROTOCOLS.has(String(protocol))
        ? `the protocol ${protocol} is not supported by the local runtime: sqs and lambda are`
        : `Amazon SNS does not support this protocol string: ${protocol}`,
    );
  if (protocol === 'sqs' && !isQueueArn(String(endpoint))) throw invalidParameter('SQS endpoint ARN');
  if (typeof endpoint !== 'string' || endpoint.split(':')[2] !== protocol)
    throw invalidParameter('Endpoint is not the ARN of a function');
  if (endpoint.endsWith('.fifo'))
    // Said twice (recorded).
    throw invalidParameter(
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    );
  return { protocol, endpoint };
}
