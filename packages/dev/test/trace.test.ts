import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  PutEventsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  DescribeExecutionCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { synthesize } from '@callback-relay/infra/app';
import { type Local, startLocal } from '@callback-relay/local';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createCallbackTrace, type TraceStep } from '../src/trace/index.ts';

/** The real app: what the trace reads is what requester, relay and worker wrote. */
let local: Local;
let states: SFNClient;
const app = mkdtempSync(join(tmpdir(), 'dev-trace-'));
const steps: TraceStep[] = [];

beforeAll(async () => {
  synthesize({ outdir: app });
  local = await startLocal({ app });
  states = new SFNClient(local.clientConfig);
  const stepsOf = createCallbackTrace();
  local.onLog((entry) => steps.push(...stepsOf(entry)));
}, 120_000);

afterAll(async () => {
  states?.destroy();
  await local?.stop();
  rmSync(app, { recursive: true, force: true });
});

const worker = 'callback-relay-dev-even-odd-worker';

async function start(number: number): Promise<string> {
  const machine = local.resources.find(({ name }) => name === 'callback-relay-dev-even-odd');
  const { executionArn = '' } = await states.send(
    new StartExecutionCommand({ stateMachineArn: machine?.arn, input: JSON.stringify({ number }) }),
  );
  return executionArn;
}

async function run(number: number): Promise<string> {
  const executionArn = await start(number);
  await expect
    .poll(async () => (await states.send(new DescribeExecutionCommand({ executionArn }))).status, {
      timeout: 30_000,
    })
    .not.toBe('RUNNING');
  return executionArn;
}

test('two executions at once: every line of either names its callback and its execution', async () => {
  const executions = await Promise.all([run(12), run(7)]);
  await local.idle();
  const ids = executions.map((executionArn) => {
    const opened = steps.find((step) => step.station === 'opened' && step.executionArn === executionArn);
    expect(opened, `the opening for ${executionArn}`).toBeDefined();
    return opened?.correlationIds[0] ?? '';
  });
  expect(new Set(ids).size).toBe(2);
  for (const [at, executionArn] of executions.entries()) {
    const own = steps.filter((step) => step.executionArn === executionArn);
    const stations = own.flatMap(({ station }) => station ?? []);
    expect(stations).toEqual(
      expect.arrayContaining([
        'started',
        'opened',
        'requested',
        'request-received',
        'claimed',
        'settled',
        'ended',
        'verdict',
      ]),
    );
    // Before the requester has named a callback there is none to name.
    const since = own.findIndex((step) => step.correlationIds.length > 0);
    for (const step of own.slice(since)) expect(step.correlationIds, step.text).toEqual([ids[at]]);
  }
  const changes = steps.filter(({ text }) => text.includes('Execution Status Change'));
  for (const step of changes) expect(step.correlationIds, step.text).toHaveLength(1);
  for (const id of ids) {
    const ofCallback = steps.filter((step) => step.correlationIds.includes(id));
    for (const step of ofCallback) expect(step.executionArn, step.text).toBeDefined();
  }
}, 60_000);

test('a redrive says so, and the execution sleeps again, on a callback of its own', async () => {
  await local.setMappingEnabled(worker, false);
  const executionArn = await start(3);
  const own = () => steps.filter((step) => step.executionArn === executionArn);
  const ofText = (text: string) => own().filter((step) => step.text.includes(text));
  await expect.poll(() => ofText('sleeps until its token'), { timeout: 30_000 }).toHaveLength(1);
  await states.send(new StopExecutionCommand({ executionArn }));
  await states.send(new RedriveExecutionCommand({ executionArn }));
  await expect.poll(() => ofText('sleeps until its token'), { timeout: 30_000 }).toHaveLength(2);
  const name = executionArn.split(':').at(-1);
  expect(ofText('redrives')).toMatchObject([{ actor: 'you', text: `redrives ${name}`, tone: 'plain' }]);
  const [redriven] = ofText('runs again');
  expect(redriven).toMatchObject({
    actor: 'execution',
    text: `${name}: runs again: redrive 1`,
    tone: 'plain',
  });
  expect(redriven).not.toHaveProperty('station');
  const [first, second] = own().filter(({ station }) => station === 'opened');
  expect(second?.correlationIds).not.toEqual(first?.correlationIds);
  // The work of both takes four seconds, which are not to be those of the next test.
  await local.setMappingEnabled(worker, true);
  await local.idle();
}, 60_000);

test('no step shows a task token', () => {
  const text = JSON.stringify(steps);
  expect(text).not.toMatch(/[A-Za-z0-9+/=_-]{300,}/);
});

test('a result that no rule matches is named, with the nearest detail-type', async () => {
  await local.publish({
    bus: 'callback-relay-dev',
    source: 'even-odd',
    detailType: 'Calback Succeeded',
    detail: { correlationId: 'even-odd:mistyped' },
  });
  await local.idle();
  const step = steps.find(({ text }) => text.includes('"Calback Succeeded" from even-odd matched no rule'));
  expect(step).toMatchObject({ correlationIds: ['even-odd:mistyped'], tone: 'bad' });
  expect(step?.text).toMatch(/the nearest detail-type that a rule asks for is "Callback/);
});

test('a result that came to another bus, or whose rule is disabled, is named with that rule', async () => {
  const result = (bus: string, id: string) =>
    local.publish({
      ...{ bus, source: 'even-odd', detailType: 'Callback Succeeded' },
      detail: { version: '1.0', correlationId: `even-odd:${id}`, output: 1 },
    });
  const unmatched = (id: string) =>
    steps.find(
      ({ correlationIds, actor }) => correlationIds[0] === `even-odd:${id}` && actor.startsWith('bus '),
    )?.text;
  await result('default', 'elsewhere');
  await local.idle();
  expect(unmatched('elsewhere')).toMatch(
    /matched no rule; a rule of another bus matches it: \S+ of callback-relay-dev$/,
  );

  const events = new EventBridgeClient(local.clientConfig);
  onTestFinished(() => events.destroy());
  const rule = / matches it: (\S+) of /.exec(unmatched('elsewhere') ?? '')?.[1];
  const named = { Name: rule, EventBusName: 'callback-relay-dev' };
  await events.send(new DisableRuleCommand(named));
  await result('callback-relay-dev', 'disabled');
  await local.idle();
  await events.send(new EnableRuleCommand(named));
  expect(unmatched('disabled')).toContain(`matched no rule; the rule ${rule} matches it, but is disabled`);
});

test('an event that a bus does not take is shown with why, and not as a result that was published', async () => {
  const { seen } = await refused();
  expect(seen).toEqual([
    {
      text: 'publishes "Callback Succeeded" to default: NotAuthorizedForSourceException: Not authorized for the source.',
      tone: 'bad',
    },
  ]);
});

async function refused() {
  const events = new EventBridgeClient(local.clientConfig);
  onTestFinished(() => events.destroy());
  const before = steps.length;
  const entry = { Source: 'aws.ec2', DetailType: 'Callback Succeeded', Detail: '{}' };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
  const isIt = ({ text }: TraceStep) => text.startsWith('publishes "Callback Succeeded" to default');
  await expect.poll(() => steps.slice(before).some(isIt)).toBe(true);
  const seen = steps.slice(before).filter(isIt);
  expect(seen.map(({ station }) => station)).toEqual([undefined]);
  return { seen: seen.map(({ text, tone }) => ({ text, tone })) };
}
