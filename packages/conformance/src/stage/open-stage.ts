import { SQSClient } from '@aws-sdk/client-sqs';
import { lambdaProcess } from '../lambda/lambda-process.ts';
import type { Payloads } from '../payloads.ts';
import type { Timeouts } from '../timeouts.ts';
import type { WorkerCommand } from '../worker-command.ts';
import { createEventRecord } from './event-record.ts';
import { type LocalServices, startLocalServices } from './local-services.ts';
import { type ObservingProxy, observingProxy } from './observing-proxy.ts';
import { entriesOf, recordTaken, refusalOf } from './passing-events.ts';
import { createPublishingFault } from './publishing-fault.ts';
import { createReceivedMessages } from './received-messages.ts';
import type { Stage } from './stage.ts';
import { isEmpty, testQueue } from './test-queue.ts';
import { type WorkerProcess, workerProcess } from './worker-process.ts';

export interface OpenedStage {
  readonly stage: Stage;
  /** Ends the worker and everything that was started for it. */
  close(): Promise<void>;
}

/** Starts the local runtime and what observes the worker. The worker itself is started by the first case. */
export async function openStage(
  worker: WorkerCommand,
  payloads: Payloads,
  timeouts: Timeouts,
  env: Readonly<Record<string, string>> = {},
): Promise<OpenedStage> {
  const services = await startLocalServices();
  const events = createEventRecord();
  const received = createReceivedMessages();
  const sqs = new SQSClient({ ...services.local.clientConfig });
  const requests = testQueue(sqs, services.requestQueueUrl, received);
  const fault = createPublishingFault(async () => !(await isEmpty(requests)));
  const targets = new Set<string>();
  const proxy = await observingProxy({
    upstream: services.local.endpoint,
    intercept: async (call) => {
      targets.add(call.target);
      const entries = entriesOf(call);
      const how = await fault.strikes(entries);
      return how && refusalOf(entries, how);
    },
    observe: (call, answer) => {
      recordTaken(call, answer, events);
      received.observe(call, answer);
    },
  });
  const environment = { ...environmentOf(services, proxy), ...env };
  const mappingSqs = new SQSClient({ ...services.local.clientConfig, endpoint: proxy.endpoint });
  const running = startWorker(worker, environment, mappingSqs);
  return {
    stage: {
      payloads,
      timeouts,
      eventBus: services.eventBus,
      otherEventBus: services.otherEventBus,
      requests,
      deadLetters: testQueue(sqs, services.deadLetterQueueUrl, received),
      cancellations: testQueue(sqs, services.cancellationQueueUrl, received),
      events,
      fault,
      worker: running,
      targets,
    },
    close: async () => {
      await running.kill();
      sqs.destroy();
      mappingSqs.destroy();
      await proxy.stop();
      await services.stop();
    },
  };
}

function startWorker(
  { command, host }: WorkerCommand,
  environment: Readonly<Record<string, string | undefined>>,
  sqs: SQSClient,
): WorkerProcess {
  if (host === 'process') return workerProcess(command, environment);
  return lambdaProcess({ command, environment, sqs, queueUrl: environment.REQUEST_QUEUE_URL ?? '' });
}

/** The caller's own, but for its AWS account: a worker under test must not reach it by mistake. */
function environmentOf(services: LocalServices, proxy: ObservingProxy): Record<string, string | undefined> {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_'));
  const throughProxy = (url: string) => new URL(new URL(url).pathname, proxy.endpoint).href;
  return {
    ...Object.fromEntries(others),
    ...services.local.environment,
    AWS_ENDPOINT_URL: proxy.endpoint,
    // The name of AWS_REGION in boto3 and older SDKs.
    AWS_DEFAULT_REGION: services.local.clientConfig.region,
    AWS_EC2_METADATA_DISABLED: 'true',
    REQUEST_QUEUE_URL: throughProxy(services.requestQueueUrl),
    CANCELLATION_QUEUE_URL: throughProxy(services.cancellationQueueUrl),
    EVENT_BUS_NAME: 'conformance',
  };
}
