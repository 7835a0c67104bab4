import { isQueueArn } from '../foundation/resources/identities.ts';
import type { Subscription } from './topic.ts';
import { invalidParameter } from './topic-error.ts';

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html, without those that are taken here */
const OTHER_PROTOCOLS: ReadonlySet<string> = new Set(['application', 'firehose', 'http', 'https', 'sms']);

const protocols: readonly Subscription['protocol'][] = ['sqs', 'lambda', 'email', 'email-json'];

/** Of an e-mail address: its owner confirms it by a link in a mail, and no mail is sent here. */
export function isPending({ protocol }: Pick<Subscription, 'protocol'>): boolean {
  return protocol === 'email' || protocol === 'email-json';
}

/** @throws AwsError InvalidParameter */
export function endpointOf(given: unknown, endpoint: unknown): Pick<Subscription, 'protocol' | 'endpoint'> {
  const protocol = protocols.find((known) => known === given);
  if (protocol === undefined)
    throw invalidParameter(
      OTHER_PROTOCOLS.has(String(given))
        ? `the protocol ${given} is not supported by the local runtime: ${protocols.join(', ')} are`
        : `Amazon SNS does not support this protocol string: ${given}`,
    );
  if (isPending({ protocol })) return { protocol, endpoint: addressOf(endpoint) };
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

function addressOf(endpoint: unknown): string {
  if (typeof endpoint === 'string' && /^[^@\s]+@[^@\s]+$/.test(endpoint)) return endpoint;
  throw invalidParameter('Email address');
}
