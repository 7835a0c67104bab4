import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { resultTypes } from '@callback-relay/contract';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createClients, destroyClients } from '../src/world/clients.ts';
import { findDeployment } from '../src/world/deployment.ts';
import { eventually } from '../src/world/eventually.ts';
import { openMailbox } from '../src/world/mailbox.ts';
import { setMapping } from '../src/world/switch.ts';
import { awsCliIsUsable, runTranscript } from './aws-cli.ts';
import { type DevProcess, startDev } from './dev-process.ts';

/** The real app under `pnpm dev`, seen from outside its process. */
const TEST_TIMEOUT_MS = 120_000;
const TIMEOUT_MS = 60_000;
const devFolder = join(import.meta.dirname, '..', '..', 'dev');

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'scenarios-dev-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function dev(...options: readonly string[]): Promise<DevProcess> {
  const process_ = await startDev('--app', inject('assembly'), ...options);
  onTestFinished(() => process_.kill('SIGKILL'));
  return process_;
}

/** What a developer's shell has, without what it says of AWS. */
function shell(environment: DevProcess['environment']): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(AWS|NODE)_/.test(name));
  return { ...Object.fromEntries(own), ...environment };
}

test(
  'a script in another folder, with SDK clients and AWS_ENDPOINT_URL, plays the worker',
  async () => {
    const elsewhere = folder();
    copyFileSync(join(devFolder, 'docs', 'be-the-worker.mjs'), join(elsewhere, 'be-the-worker.mjs'));
    // As `npm install` would leave it; and no package of ours is in reach.
    mkdirSync(join(elsewhere, 'node_modules', '@aws-sdk'), { recursive: true });
    for (const client of ['client-eventbridge', 'client-lambda', 'client-sfn', 'client-sqs']) {
      symlinkSync(
        join(import.meta.dirname, '..', 'node_modules', '@aws-sdk', client),
        join(elsewhere, 'node_modules', '@aws-sdk', client),
      );
    }
    const { environment } = await dev();
    const { stdout } = await promisify(execFile)(process.execPath, ['be-the-worker.mjs'], {
      cwd: elsewhere,
      env: shell(environment),
      timeout: TIMEOUT_MS,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      request: { correlationId: expect.stringMatching(/^even-odd:/) as string, payload: { number: 12 } },
      status: 'SUCCEEDED',
      output: 'answered from anywhere',
    });
  },
  TEST_TIMEOUT_MS,
);

test(
  "the AWS CLI plays the worker, as in the README's transcript",
  async ({ skip }) => {
    skip(!awsCliIsUsable, 'needs an AWS CLI from 1.30 or 2.14 on, which speaks the JSON protocol of SQS');
    const { environment } = await dev();
    await runTranscript(join(devFolder, 'README.md'), { cwd: folder(), env: shell(environment) });
  },
  TEST_TIMEOUT_MS,
);

test(
  'kill -9 while ten callbacks wait, a restart, ten answers: ten executions succeed',
  async () => {
    const data = folder();
    const before = await dev('--data', data);
    const outside = async ({ endpoint }: DevProcess) => {
      const clients = createClients({
        endpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
      });
      onTestFinished(() => destroyClients(clients));
      return { clients, found: await findDeployment(clients, 'dev') };
    };
    const first = await outside(before);
    await setMapping(first.clients.lambda, first.found.workerMappingId, false);
    const executions = await Promise.all(
      Array.from({ length: 10 }, async (_, number) => {
        const { stateMachineArn } = first.found;
        const input = JSON.stringify({ number });
        const { executionArn } = await first.clients.states.send(
          new StartExecutionCommand({ stateMachineArn, input }),
        );
        return executionArn;
      }),
    );
    for (const executionArn of executions) {
      await eventually(`${executionArn} to wait`, TIMEOUT_MS, async () => {
        const { events } = await first.clients.states.send(new GetExecutionHistoryCommand({ executionArn }));
        return events?.find(({ type }) => type === 'TaskSubmitted');
      });
    }
    await before.kill('SIGKILL');

    const { clients, found } = await outside(await dev('--data', data));
    const mailbox = openMailbox(
      clients.sqs,
      found.requestQueueUrl,
      (body) => JSON.parse(body) as { version: string; correlationId: string; payload: { number: number } },
    );
    const requests = [];
    for (const _ of executions) requests.push(await mailbox.take('a request', () => true, TIMEOUT_MS));
    await mailbox.close();
    const { FailedEntryCount } = await clients.events.send(
      new PutEventsCommand({
        Entries: requests.map(({ version, correlationId, payload: { number } }) => ({
          EventBusName: found.eventBus,
          Source: found.workerSource,
          DetailType: resultTypes.succeeded,
          Detail: JSON.stringify({ version, correlationId, output: { answered: number } }),
        })),
      }),
    );
    expect(FailedEntryCount).toBe(0);
    for (const [number, executionArn] of executions.entries()) {
      const { status, output = '' } = await eventually(`${executionArn} to end`, TIMEOUT_MS, async () => {
        const execution = await clients.states.send(new DescribeExecutionCommand({ executionArn }));
        return execution.status === 'RUNNING' ? undefined : execution;
      });
      expect({ status, output: JSON.parse(output) as unknown }).toEqual({
        status: 'SUCCEEDED',
        output: { answered: number },
      });
    }
  },
  TEST_TIMEOUT_MS,
);
