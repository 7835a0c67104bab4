import { SQSClient } from '@aws-sdk/client-sqs';
import type { Patience } from '../patience.ts';
import type { Payloads } from '../payloads.ts';
import { createEventRecord } from './event-record.ts';
import { type LocalHouse, openLocalHouse } from './local-house.ts';
import { type ObservingProxy, observingProxy } from './observing-proxy.ts';
import { entriesOf, recordTaken, refusalOf } from './passing-events.ts';
import { createPublishingFault } from './publishing-fault.ts';
import type { Stage } from './stage.ts';
import { isEmpty, testQueue } from './test-queue.ts';
import { workerProcess } from './worker-process.ts';

export interface OpenedStage {
  readonly stage: Stage;
  /** Ends the worker and everything that was started for it. */
  close(): Promise<void>;
}

/** Starts the local runtime and what observes the worker. The worker itself is started by the first case. */
export async function openStage(
  command: readonly string[],
  payloads: Payloads,
  patience: Patience,
  env: Readonly<Record<string, string>> = {},
): Promise<OpenedStage> {
  const house = await openLocalHouse();
  const events = createEventRecord();
  const sqs = new SQSClient({ ...house.local.clientConfig });
  const requests = testQueue(sqs, house.requestQueueUrl);
  const fault = createPublishingFault(async () => !(await isEmpty(requests)));
  const targets = new Set<string>();
  const proxy = await observingProxy({
    upstream: house.local.endpoint,
    intercept: async (call) => {
      targets.add(call.target);
      const entries = entriesOf(call);
      return (await fault.strikes(entries)) ? refusalOf(entries) : undefined;
    },
    observe: (call, answer) => recordTaken(call, answer, events),
  });
  const worker = workerProcess(command, { ...environmentOf(house, proxy), ...env });
  return {
    stage: {
      payloads,
      patience,
      eventBus: house.eventBus,
      requests,
      deadLetters: testQueue(sqs, house.deadLetterQueueUrl),
      cancellations: testQueue(sqs, house.cancellationQueueUrl),
      events,
      fault,
      worker,
      targets,
    },
    close: async () => {
      await worker.kill();
      sqs.destroy();
      await proxy.stop();
      await house.stop();
    },
  };
}

/** The caller's own, but for its AWS account: a worker under test must not reach it by mistake. */
function environmentOf(house: LocalHouse, proxy: ObservingProxy): Record<string, string | undefined> {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const throughProxy = (url: string) => new URL(new URL(url).pathname, proxy.endpoint).href;
  return {
    ...Object.fromEntries(others),
    ...house.local.environment,
    AWS_ENDPOINT_URL: proxy.endpoint,
    // The name of AWS_REGION in boto3 and older SDKs.
    AWS_DEFAULT_REGION: house.local.clientConfig.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    REQUEST_QUEUE_URL: throughProxy(house.requestQueueUrl),
    CANCELLATION_QUEUE_URL: throughProxy(house.cancellationQueueUrl),
    EVENT_BUS_NAME: 'conformance',
  };
}
