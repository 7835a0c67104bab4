import type { SQSClient } from '@aws-sdk/client-sqs';
import { type WorkerProcess, workerProcess } from '../stage/worker-process.ts';
import { type Invoke, mapQueue } from './event-source-mapping.ts';
import { type RuntimeApi, startRuntimeApi } from './runtime-api.ts';

export interface LambdaProcessOptions {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the mapping, which reads the queue in the worker's place. */
  readonly sqs: SQSClient;
  readonly queueUrl: string;
}

/** Shorter than the queue's visibility timeout, longer than the work of the payload `work`. */
const FUNCTION_TIMEOUT_MS = 9_000;

/**
 * A worker on Lambda: a process that speaks the Runtime API, and the event source mapping that invokes it with batches
 * of the queue and deletes what it does not report as failed.
 */
export function lambdaProcess(options: LambdaProcessOptions): WorkerProcess {
  const { sqs, queueUrl } = options;
  let api: RuntimeApi | undefined;
  let instance: WorkerProcess | undefined;
  let stopping = new AbortController();
  let polling: Promise<void> = Promise.resolve();

  /** As Lambda does: an instance that does not answer in time is done away with, and another is started. */
  const invoke: Invoke = async (event) => {
    const result = (await api?.invoke(event, FUNCTION_TIMEOUT_MS)) ?? { kind: 'none' };
    if (stopping.signal.aborted) return result;
    if (result.kind === 'none') await instance?.kill();
    if (instance?.running === false) await instance.start();
    return result;
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    await polling;
    await api?.stop();
    api = undefined;
  };
  return {
    get running() {
      return instance?.running === true;
    },
    get ending() {
      return instance?.ending;
    },
    get lastLines() {
      return instance?.lastLines ?? '';
    },
    start: async () => {
      api = await startRuntimeApi();
      const environment = { ...options.environment, ...runtimeVariables(api.address) };
      instance = workerProcess(options.command, environment);
      await instance.start();
      stopping = new AbortController();
      polling = mapQueue(sqs, queueUrl, invoke, stopping.signal);
    },
    terminate: async (seconds) => {
      stopping.abort();
      const ended = (await instance?.terminate(seconds)) ?? true;
      await stop();
      return ended;
    },
    kill: async () => {
      stopping.abort();
      await instance?.kill();
      await stop();
    },
  };
}

function runtimeVariables(address: string): Record<string, string> {
  return {
    AWS_LAMBDA_RUNTIME_API: address,
    AWS_LAMBDA_FUNCTION_NAME: 'conformance',
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    LAMBDA_TASK_ROOT: process.cwd(),
  };
}
