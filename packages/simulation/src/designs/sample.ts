import { resultTypes } from '@callback-relay/contract';
import { callAws } from '../engine/call.ts';
import type { Instance } from '../engine/instance.ts';
import type { World } from '../engine/world.ts';
import { conduct } from '../scenario/conduct.ts';
import type { Deed } from '../scenario/deed.ts';
import { domainEvent, type ForeignEvent, meddlingEvent } from '../scenario/foreign-event.ts';
import { parties } from '../scenario/parties.ts';
import { answerOfRun } from '../scenario/performed.ts';
import { deedOf, type Scenario } from '../scenario/scenario.ts';
import { type EventBus, eventBus } from '../services/event-bus.ts';
import type { Attempt } from '../services/execution.ts';
import { guardedQueue } from '../services/guarded-queue.ts';
import { lambdaFunction } from '../services/lambda-function.ts';
import type { ReceivedMessage } from '../services/queue.ts';
import { stepFunctions } from '../services/step-functions.ts';
import { consume } from './consume.ts';
import { answeringsOf, type Opening } from './event-statements.ts';
import { resumeWorkflow } from './resume-workflow.ts';
import { retried } from './retried.ts';
import { type Toll, tollOf } from './statement.ts';
import type { TokenTable } from './token-table.ts';

/**
 * AWS's sample of 2025: a row of ID and token, a rule on result events, and a workflow that reads the row and
 * resumes the task. Its best honest form hands on the worker's output and its failures (the sample has neither),
 * restricts the rule to known sources, keeps Retry on every state of the workflow, and gives the queue a
 * dead-letter queue that is redriven.
 */
export async function playSample(world: World, scenario: Scenario): Promise<Toll> {
  const table: TokenTable = new Map();
  const openings: Opening[] = [];
  const requests = guardedQueue(world, 'request-queue');
  const bus = eventBus(world);
  const requester = lambdaFunction<Attempt, void>(world, {
    role: 'sample-requester',
    account: parties.homeAccount,
    timeout: 60_000,
    create: (from) => async (attempt) => {
      const deed = deedOf(scenario, attempt);
      const taskId = taskIdOf(attempt);
      await retried(world, () =>
        callAws(world, from, { operation: 'dynamodb:PutItem' }, () => {
          table.set(taskId, attempt.token);
          openings.push({ correlationId: taskId, token: attempt.token, at: world.time.now() });
        }),
      );
      await retried(world, () =>
        callAws(world, from, { operation: 'sqs:SendMessage' }, () => {
          if (deed.answeredBy === 'worker')
            requests.queue.send(JSON.stringify({ taskId, deed: deed.number }));
          if (deed.answeredBy !== 'domain') meddle(world, bus, deed, taskId);
        }),
      );
    },
  });
  const service = stepFunctions(world, {
    quota: scenario.quota,
    onStatusChange: () => {},
    invoke: (attempt) => requester.invoke(attempt).response,
  });
  bus.addRule({
    name: 'resume',
    matches: (event) =>
      knownSources.includes(event.source) &&
      Object.values<string>(resultTypes).includes(event['detail-type']),
    target: resumeWorkflow(world, service, table),
  });
  consume(world, requests, 'sample-worker', sampleWorker(world, scenario, bus));
  for (const deed of scenario.deeds.filter(({ answeredBy }) => answeredBy === 'domain')) {
    world.time.after(deed.duration, () => put(bus, domainEvent(deed, businessTaskId(scenario, deed))));
    meddle(world, bus, deed, businessTaskId(scenario, deed));
  }
  const { recoveredAt } = await conduct(world, scenario, {
    stepFunctions: service,
    redrive: requests.redrive,
  });
  const answerings = answeringsOf(bus.accepted(), openings, service.attempts(), scenario.parkedFor);
  return tollOf(
    service.attempts(),
    answerings.map(({ statement }) => statement),
    recoveredAt,
  );
}

const knownSources: readonly string[] = [parties.workerSource, parties.domainSource];

/** The business key where there is one; else an ID for this attempt. */
function taskIdOf({ task, plan, retryCount }: Attempt): string {
  const key = task.request.businessKey ?? `${plan.arn.split(':').at(-1)}-${task.item}-${retryCount}`;
  return `${parties.namespace}:${key}`;
}

function businessTaskId(scenario: Scenario, deed: Deed): string {
  const tasks = scenario.executions.flatMap(({ plan }) => plan.tasks);
  const task = tasks.find(({ request }) => request.payload.deed === deed.number);
  return `${parties.namespace}:${task?.request.businessKey}`;
}

function put(bus: EventBus, { account, entry }: ForeignEvent): void {
  bus.put(account, [entry]);
}

function meddle(world: World, bus: EventBus, deed: Deed, taskId: string): void {
  for (const { kind, after } of deed.meddling) {
    world.time.after(after, () => put(bus, meddlingEvent(kind, deed, taskId)));
  }
}

function sampleWorker(world: World, scenario: Scenario, bus: EventBus) {
  const runs = new Map<number, number>();
  return async (from: Instance, { body }: ReceivedMessage): Promise<void> => {
    const request: { readonly taskId: string; readonly deed: number } = JSON.parse(body);
    const deed = scenario.deeds[request.deed] as Deed;
    const run = (runs.get(deed.number) ?? 0) + 1;
    runs.set(deed.number, run);
    await world.time.sleep(deed.duration);
    const answered = { ...deed, answer: answerOfRun(deed, run) };
    const event = domainEvent(answered, request.taskId);
    await retried(world, () =>
      callAws(world, from, { operation: 'events:PutEvents' }, () => put(bus, event)),
    );
  };
}
