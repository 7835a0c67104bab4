import { GetQueueAttributesCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import { attempt } from '../operator-error.ts';
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

/** Every queue of the stage. */
export async function listQueues(stage: Stage): Promise<readonly QueueDepth[]> {
  const { sqs } = stage.clients;
  return attempt('listing queues', async () => {
    const urls: string[] = [];
    const pages = paginateListQueues(
      { client: sqs, pageSize: 1000 },
      { QueueNamePrefix: `${stage.names.prefix}-` },
    );
    for await (const { QueueUrls = [] } of pages) urls.push(...QueueUrls);
    return Promise.all(urls.map((url) => depthOf(stage, url)));
  });
}

async function depthOf({ clients: { sqs } }: Stage, url: string): Promise<QueueDepth> {
  const { Attributes: attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  const count = (name: keyof typeof attributes) => Number(attributes[name] ?? 0);
  return {
    name: url.split('/').at(-1) ?? '',
    url,
    arn: attributes.QueueArn ?? '',
    visible: count('ApproximateNumberOfMessages'),
    inFlight: count('ApproximateNumberOfMessagesNotVisible'),
    delayed: count('ApproximateNumberOfMessagesDelayed'),
    visibilityTimeoutSeconds: count('VisibilityTimeout'),
  };
}
