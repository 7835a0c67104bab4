import {
  type Input,
  NO_RESOURCE,
  type RequestContext,
  type ResourceLookups,
  requestedAction,
  text,
} from '../foundation/requested-action.ts';
import type { Caller } from '../foundation/service.ts';

/** Batches are authorized as their single forms. */
const ACTIONS: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

export function sqsRequestContext({ queueArnOf }: Pick<ResourceLookups, 'queueArnOf'>): RequestContext {
  return (operation, input, caller) => {
    const action = `sqs:${ACTIONS[operation] ?? operation}`;
    const url = text(input, 'QueueUrl');
    if (url !== undefined) return [requestedAction(action, queueArnOf(url) ?? arnFromUrl(url, caller))];
    return [requestedAction(action, namedQueue(input, caller))];
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
