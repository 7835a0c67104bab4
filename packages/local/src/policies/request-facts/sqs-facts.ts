import type { Caller } from '../../foundation/service.ts';
import { type FactsOf, fact, type Input, NO_RESOURCE, type ResourceLookups, text } from './access-fact.ts';

/** Batches are authorized as their single forms. */
const ACTIONS: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

export function sqsFacts({ queueArnOf }: Pick<ResourceLookups, 'queueArnOf'>): FactsOf {
  return (operation, input, caller) => {
    const action = `sqs:${ACTIONS[operation] ?? operation}`;
    const url = text(input, 'QueueUrl');
    if (url !== undefined) return [fact(action, queueArnOf(url) ?? arnFromUrl(url, caller))];
    return [fact(action, namedQueue(input, caller))];
  };
}

function arnFromUrl(url: string, { region }: Caller): string {
  const [account = '', name = ''] = url.split('/').slice(-2);
  return `arn:aws:sqs:${region}:${account}:${name}`;
}

/** GetQueueUrl and CreateQueue name the queue; message move tasks name their source. */
function namedQueue(input: Input, { account, region }: Caller): string {
  const name = text(input, 'QueueName');
  const owner = text(input, 'QueueOwnerAWSAccountId') ?? account;
  return name === undefined
    ? (text(input, 'SourceArn') ?? NO_RESOURCE)
    : `arn:aws:sqs:${region}:${owner}:${name}`;
}
