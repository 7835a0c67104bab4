import { resultTypes } from '@callback-relay/contract';
import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import { callAws } from '../engine/call.ts';
import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import { answerOfRun } from '../scenario/answers.ts';
import { domainEvent, type ForeignEvent, interferingEvent } from '../scenario/foreign-event.ts';
import { parties } from '../scenario/parties.ts';
import { runScenario } from '../scenario/run-scenario.ts';
import { type Scenario, workItemOf } from '../scenario/scenario.ts';
import type { WorkItem } from '../scenario/work-item.ts';
import { type EventBus, eventBus } from '../services/event-bus.ts';
import type { Attempt } from '../services/execution.ts';
import { lambdaFunction } from '../services/lambda-function.ts';
import type { ReceivedMessage } from '../services/queue.ts';
import { queueWithDeadLetters } from '../services/queue-with-dead-letters.ts';
import { stepFunctions } from '../services/step-functions.ts';
import { consume } from './consume.ts';
import { answersOf, type Opening } from './event-statements.ts';
import { resumeWorkflow } from './resume-workflow.ts';
import { retried } from './retried.ts';
import { type Toll, tollOf } from './statement.ts';
import type { TokenTable } from './token-table.ts';

/** Queues as ours are deployed. */
const { requestQueue, deadLetters } = deployedConfiguration;

/**
 * AWS's sample of 2025: a row of ID and token, a rule on result events, and a workflow that reads the row and
 * resumes the task. Its best honest form hands on the worker's output and its failures (the sample has neither),
 * restricts the rule to known sources, keeps Retry on every state of the workflow, and gives the queue a
 * dead-letter queue that is redriven.
 */
export async function playSample(simulator: Simulator, scenario: Scenario): Promise<Toll> {
  const table: TokenTable = new Map();
  const openings: Opening[] = [];
  const requests = queueWithDeadLetters(
    simulator,
    'request-queue',
    requestQueue,
    deadLetters.retentionSeconds,
  );
  const bus = eventBus(simulator);
  const requester = lambdaFunction<Attempt, void>(simulator, {
    role: 'sample-requester',
    account: parties.homeAccount,
    timeout: 60_000,
    create: (from) => async (attempt) => {
      const workItem = workItemOf(scenario, attempt);
      const taskId = taskIdOf(attempt);
      await retried(simulator, () =>
        callAws(simulator, from, { operation: 'dynamodb:PutItem' }, () => {
          table.set(taskId, attempt.token);
          openings.push({ correlationId: taskId, token: attempt.token, at: simulator.time.now() });
        }),
      );
      await retried(simulator, () =>
        callAws(simulator, from, { operation: 'sqs:SendMessage' }, () => {
          if (workItem.answeredBy === 'worker')
            requests.queue.send(JSON.stringify({ taskId, workItem: workItem.number }));
          if (workItem.answeredBy !== 'domain') interfere(simulator, bus, workItem, taskId);
        }),
      );
    },
  });
  const service = stepFunctions(simulator, {
    quota: scenario.quota,
    onStatusChange: () => {},
    invoke: (attempt) => requester.invoke(attempt).response,
  });
  bus.addRule({
    name: 'resume',
    matches: (event) =>
      knownSources.includes(event.source) &&
      Object.values<string>(resultTypes).includes(event['detail-type']),
    target: resumeWorkflow(simulator, service, table),
  });
  consume(simulator, requests, 'sample-worker', sampleWorker(simulator, scenario, bus));
  for (const workItem of scenario.workItems.filter(({ answeredBy }) => answeredBy === 'domain')) {
    simulator.time.after(workItem.duration, () =>
      put(bus, domainEvent(workItem, businessTaskId(scenario, workItem))),
    );
    interfere(simulator, bus, workItem, businessTaskId(scenario, workItem));
  }
  const { recoveredAt } = await runScenario(simulator, scenario, {
    stepFunctions: service,
    redrive: requests.redrive,
  });
  const answers = answersOf(bus.accepted(), openings, service.attempts(), scenario.parkedFor);
  return tollOf(
    service.attempts(),
    answers.map(({ statement }) => statement),
    recoveredAt,
  );
}

const knownSources: readonly string[] = [parties.workerSource, parties.domainSource];

/** The business key where there is one; else an ID for this attempt. */
function taskIdOf({ task, plan, retryCount }: Attempt): string {
  const key = task.request.businessKey ?? `${plan.arn.split(':').at(-1)}-${task.item}-${retryCount}`;
  return `${parties.namespace}:${key}`;
}

function businessTaskId(scenario: Scenario, workItem: WorkItem): string {
  const tasks = scenario.executions.flatMap(({ plan }) => plan.tasks);
  const task = tasks.find(({ request }) => request.payload.workItem === workItem.number);
  return `${parties.namespace}:${task?.request.businessKey}`;
}

function put(bus: EventBus, { account, entry }: ForeignEvent): void {
  bus.put(account, [entry]);
}

function interfere(simulator: Simulator, bus: EventBus, workItem: WorkItem, taskId: string): void {
  for (const { kind, after } of workItem.interference) {
    simulator.time.after(after, () => put(bus, interferingEvent(kind, workItem, taskId)));
  }
}

function sampleWorker(simulator: Simulator, scenario: Scenario, bus: EventBus) {
  const runs = new Map<number, number>();
  return async (from: Instance, { body }: ReceivedMessage): Promise<void> => {
    const request: { readonly taskId: string; readonly workItem: number } = JSON.parse(body);
    const workItem = scenario.workItems[request.workItem] as WorkItem;
    const run = (runs.get(workItem.number) ?? 0) + 1;
    runs.set(workItem.number, run);
    await simulator.time.sleep(workItem.duration);
    const answered = { ...workItem, answer: answerOfRun(workItem, run) };
    const event = domainEvent(answered, request.taskId);
    await retried(simulator, () =>
      callAws(simulator, from, { operation: 'events:PutEvents' }, () => put(bus, event)),
    );
  };
}
