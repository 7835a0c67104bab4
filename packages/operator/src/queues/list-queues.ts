import { GetQueueAttributesCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { attempt, operatorError } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';

export interface QueueDepth {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  /** To be received. */
  readonly visible: number;
  /** Received, and not deleted yet. */
  readonly inFlight: number;
  readonly delayed: number;
  readonly visibilityTimeoutSeconds: number;
}

/** Every queue of the stage that the caller may look at: a worker's queue is its team's. */
export async function listQueues(stage: Stage): Promise<readonly QueueDepth[]> {
  const { sqs } = stage.clients;
  const { queuePrefix, queueNamed } = stage.names;
  return attempt('listing queues', async () => {
    const urls: string[] = [];
    const pages = paginateListQueues(
      { client: sqs, pageSize: 1000 },
      { ...(queuePrefix !== '' && { QueueNamePrefix: queuePrefix }) },
    );
    for await (const { QueueUrls = [] } of pages) urls.push(...QueueUrls);
    const ours = urls.filter((url) => queueNamed(nameOf(url)) !== undefined);
    const depths = await Promise.all(ours.map((url) => depthOf(stage, url)));
    return depths.filter((depth) => depth !== undefined);
  });
}

/** Undefined where AWS denies it. */
async function depthOf({ clients: { sqs } }: Stage, url: string): Promise<QueueDepth | undefined> {
  const answer = await sqs
    .send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }))
    .catch(denied);
  if (answer === undefined) return undefined;
  const { Attributes: attributes = {} } = answer;
  const count = (name: keyof typeof attributes) => Number(attributes[name] ?? 0);
  return {
    name: nameOf(url),
    url,
    arn: attributes.QueueArn ?? '',
    visible: count('ApproximateNumberOfMessages'),
    inFlight: count('ApproximateNumberOfMessagesNotVisible'),
    delayed: count('ApproximateNumberOfMessagesDelayed'),
    visibilityTimeoutSeconds: count('VisibilityTimeout'),
  };
}

function nameOf(url: string): string {
  return url.split('/').at(-1) ?? '';
}

function denied(error: unknown): undefined {
  if (operatorError(error, 'looking at a queue').code !== 'access-denied') throw error;
  return undefined;
}
