import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Local, startLocal } from '@callback-relay/local';

/** How long a taken message stays hidden: longer than the work of the payload `work`, which takes up to 6 s. */
const VISIBILITY_SECONDS = 10;
/** An unreadable message reaches the dead-letter queue after so many tries. */
const MAX_RECEIVES = 3;

const queue = (name: string, properties: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: name, ...properties },
});

/** What the worker's team and the relay's would have deployed: a guarded request queue, a cancellation queue, a bus. */
const template = {
  Resources: {
    DeadLetters: queue('conformance-dead-letters'),
    Requests: queue('conformance-requests', {
      VisibilityTimeout: VISIBILITY_SECONDS,
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] },
        maxReceiveCount: MAX_RECEIVES,
      },
    }),
    Cancellations: queue('conformance-cancellations', { VisibilityTimeout: VISIBILITY_SECONDS }),
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'conformance' } },
    OtherBus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'conformance-other' } },
  },
};

const manifest = {
  version: '48.0.0',
  artifacts: {
    conformance: {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: 'conformance.template.json', stackName: 'conformance' },
    },
  },
};

export interface LocalServices {
  readonly local: Local;
  readonly eventBus: string;
  readonly otherEventBus: string;
  readonly requestQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly cancellationQueueUrl: string;
  stop(): Promise<void>;
}

/** The local runtime with the queues and the bus of a worker under test, and nothing else. */
export async function startLocalServices(): Promise<LocalServices> {
  const app = await mkdtemp(join(tmpdir(), 'conformance-'));
  const clear = () => rm(app, { recursive: true, force: true });
  try {
    await writeFile(join(app, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(join(app, 'conformance.template.json'), JSON.stringify(template));
    const local = await startLocal({ app, region: 'us-east-1' });
    const resource = (logicalId: string) => local.resources.find((found) => found.logicalId === logicalId);
    return {
      local,
      eventBus: resource('Bus')?.arn ?? '',
      otherEventBus: resource('OtherBus')?.arn ?? '',
      requestQueueUrl: resource('Requests')?.ref ?? '',
      deadLetterQueueUrl: resource('DeadLetters')?.ref ?? '',
      cancellationQueueUrl: resource('Cancellations')?.ref ?? '',
      stop: async () => {
        await local.stop();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}
