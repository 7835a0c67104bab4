import { deployedConfiguration } from '../deployment/deployed-configuration.ts';
import { callAws } from '../engine/call.ts';
import type { Instance } from '../engine/instance.ts';
import { ServiceError } from '../engine/service-error.ts';
import type { Simulator } from '../engine/simulator.ts';
import { answerOfRun, interferingOutcome, outcomeOfAnswer } from '../scenario/answers.ts';
import { runScenario } from '../scenario/run-scenario.ts';
import { type Scenario, workItemOf } from '../scenario/scenario.ts';
import type { WorkItem } from '../scenario/work-item.ts';
import type { Attempt, Outcome } from '../services/execution.ts';
import type { ReceivedMessage } from '../services/queue.ts';
import { type QueueWithDeadLetters, queueWithDeadLetters } from '../services/queue-with-dead-letters.ts';
import { type StepFunctions, stepFunctions } from '../services/step-functions.ts';
import { consume } from './consume.ts';
import { isClosed, retried } from './retried.ts';
import { answerOf, type Statement, type Toll, tollOf } from './statement.ts';

/** Queues as ours are deployed. */
const { requestQueue, deadLetters } = deployedConfiguration;

/**
 * The design of 2019: Step Functions puts the token into the message, and the worker calls Step Functions itself.
 * Here with the SDK's retries, partial batch failures, a dead-letter queue that is redriven, and failures for
 * outputs that are too large.
 */
export async function playClassic(simulator: Simulator, scenario: Scenario): Promise<Toll> {
  const statements: Statement[] = [];
  const work = queueWithDeadLetters(simulator, 'request-queue', requestQueue, deadLetters.retentionSeconds);
  const domain = queueWithDeadLetters(
    simulator,
    'domain-requests',
    requestQueue,
    deadLetters.retentionSeconds,
  );
  const domainEvents = queueWithDeadLetters(
    simulator,
    'domain-events',
    requestQueue,
    deadLetters.retentionSeconds,
  );
  const service: StepFunctions = stepFunctions(simulator, {
    quota: scenario.quota,
    onStatusChange: () => {},
    // sqs:sendMessage.waitForTaskToken: Step Functions sends the message, and tries until it has.
    invoke: async (attempt) => {
      const workItem = workItemOf(scenario, attempt);
      const body = JSON.stringify({ token: attempt.token, workItem: workItem.number });
      if (workItem.answeredBy === 'worker') work.queue.send(body);
      if (workItem.answeredBy === 'domain') domain.queue.send(body);
      interfere(workItem, attempt.token);
    },
  });

  async function send(from: Instance, token: string, outcome: Outcome): Promise<void> {
    statements.push({ token, at: simulator.time.now(), answer: answerOf(outcome) });
    try {
      await retried(simulator, () =>
        callAws(simulator, from, { operation: 'sfn:SendTask' }, () => deliver(service, token, outcome)),
      );
    } catch (error) {
      if (isClosed(error)) return;
      if (!isRefused(error)) throw error;
      await send(from, token, { kind: 'failure', error: 'OutputTooLarge', cause: '' });
    }
  }

  function interfere(workItem: WorkItem, token: string): void {
    for (const { kind, after } of workItem.interference) {
      const outcome = workItem.answeredBy === 'domain' ? undefined : interferingOutcome(kind, workItem);
      if (outcome === undefined) continue;
      simulator.time.after(after, () => {
        statements.push({ token, at: simulator.time.now(), answer: answerOf(outcome) });
        try {
          deliver(service, token, outcome);
        } catch {
          // Whatever it is: no task asked for it.
        }
      });
    }
  }

  consume(simulator, work, 'classic-worker', classicWorker(scenario, simulator, send));
  domainService(simulator, scenario, domain, domainEvents, send);
  const redrive = () => work.redrive() + domain.redrive() + domainEvents.redrive();
  const { startedAt, recoveredAt } = await runScenario(simulator, scenario, {
    stepFunctions: service,
    redrive,
  });
  const attempts = service.attempts();
  return tollOf(attempts, [...statements, ...domainStatements(scenario, attempts, startedAt)], recoveredAt);
}

type Send = (from: Instance, token: string, outcome: Outcome) => Promise<void>;

interface ClassicRequest {
  readonly token: string;
  readonly workItem: number;
}

function classicWorker(scenario: Scenario, simulator: Simulator, send: Send) {
  const runs = new Map<number, number>();
  return async (from: Instance, { body }: ReceivedMessage): Promise<void> => {
    const { token, workItem: number }: ClassicRequest = JSON.parse(body);
    const workItem = scenario.workItems[number] as WorkItem;
    const run = (runs.get(number) ?? 0) + 1;
    runs.set(number, run);
    await simulator.time.sleep(workItem.duration);
    await send(from, token, outcomeOfAnswer(answerOfRun(workItem, run)));
  };
}

/**
 * The domain keeps the tokens that it has been sent, durably and by key. An event that comes before its token finds
 * no task to go to and is dropped, because for most domain events no task waits: the design has no place for it.
 */
function domainService(
  simulator: Simulator,
  scenario: Scenario,
  requests: QueueWithDeadLetters,
  events: QueueWithDeadLetters,
  send: Send,
): void {
  const tokens = new Map<number, string>();
  const keep = async (_: Instance, { body }: ReceivedMessage): Promise<void> => {
    const { token, workItem }: ClassicRequest = JSON.parse(body);
    tokens.set(workItem, token);
  };
  const answer = async (from: Instance, { body }: ReceivedMessage): Promise<void> => {
    const workItem = scenario.workItems[Number(body)] as WorkItem;
    const token = tokens.get(workItem.number);
    if (token !== undefined) await send(from, token, outcomeOfAnswer(workItem.answer));
  };
  consume(simulator, requests, 'domain-requests', keep);
  consume(simulator, events, 'domain-events', answer);
  for (const workItem of scenario.workItems.filter(({ answeredBy }) => answeredBy === 'domain')) {
    simulator.time.after(workItem.duration, () => events.queue.send(String(workItem.number)));
  }
}

export function deliver(service: StepFunctions, token: string, outcome: Outcome): void {
  if (outcome.kind === 'success') service.sendTaskSuccess(token, outcome.output);
  else service.sendTaskFailure(token, outcome.error, outcome.cause);
}

/**
 * What the domain said, whether or not it knew the token then: to the attempt that waited, or to the first one
 * after.
 */
function domainStatements(scenario: Scenario, attempts: readonly Attempt[], startedAt: number): Statement[] {
  const answered = scenario.workItems.filter(({ answeredBy }) => answeredBy === 'domain');
  return answered.flatMap((workItem) => {
    const at = startedAt + workItem.duration;
    const ofWorkItem = attempts.filter((attempt) => workItemOf(scenario, attempt) === workItem);
    const waiting = ofWorkItem.find(
      (each) => each.startedAt <= at && (each.end === undefined || each.end.at > at),
    );
    const isEarly = ofWorkItem.every(
      (each) => each.startedAt > at && each.startedAt - at <= scenario.parkedFor,
    );
    const attempt = waiting ?? (isEarly ? ofWorkItem[0] : undefined);
    return attempt === undefined
      ? []
      : [{ token: attempt.token, at, answer: answerOf(outcomeOfAnswer(workItem.answer)) }];
  });
}

function isRefused(error: unknown): boolean {
  return error instanceof ServiceError && ['ValidationException', 'InvalidOutput'].includes(error.name);
}
