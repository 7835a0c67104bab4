import { callAws } from '../engine/call.ts';
import type { Instance } from '../engine/instance.ts';
import { ServiceError } from '../engine/service-error.ts';
import type { World } from '../engine/world.ts';
import { conduct } from '../scenario/conduct.ts';
import type { Deed } from '../scenario/deed.ts';
import { answerOfRun, meddlingOutcome, outcomeOfAnswer } from '../scenario/performed.ts';
import { deedOf, type Scenario } from '../scenario/scenario.ts';
import type { Attempt, Outcome } from '../services/execution.ts';
import { type GuardedQueue, guardedQueue } from '../services/guarded-queue.ts';
import type { ReceivedMessage } from '../services/queue.ts';
import { type StepFunctions, stepFunctions } from '../services/step-functions.ts';
import { consume } from './consume.ts';
import { isClosed, retried } from './retried.ts';
import { answerOf, type Statement, type Toll, tollOf } from './statement.ts';

/**
 * The design of 2019: Step Functions puts the token into the message, and the worker calls Step Functions itself.
 * Here with the SDK's retries, partial batch failures, a dead-letter queue that is redriven, and failures for
 * outputs that are too large.
 */
export async function playClassic(world: World, scenario: Scenario): Promise<Toll> {
  const statements: Statement[] = [];
  const work = guardedQueue(world, 'request-queue');
  const domain = guardedQueue(world, 'domain-requests');
  const domainEvents = guardedQueue(world, 'domain-events');
  const service: StepFunctions = stepFunctions(world, {
    quota: scenario.quota,
    onStatusChange: () => {},
    // sqs:sendMessage.waitForTaskToken: Step Functions sends the message, and tries until it has.
    invoke: async (attempt) => {
      const deed = deedOf(scenario, attempt);
      const body = JSON.stringify({ token: attempt.token, deed: deed.number });
      if (deed.answeredBy === 'worker') work.queue.send(body);
      if (deed.answeredBy === 'domain') domain.queue.send(body);
      meddle(deed, attempt.token);
    },
  });

  async function send(from: Instance, token: string, outcome: Outcome): Promise<void> {
    statements.push({ token, at: world.time.now(), answer: answerOf(outcome) });
    try {
      await retried(world, () =>
        callAws(world, from, { operation: 'sfn:SendTask' }, () => deliver(service, token, outcome)),
      );
    } catch (error) {
      if (isClosed(error)) return;
      if (!isRefused(error)) throw error;
      await send(from, token, { kind: 'failure', error: 'OutputTooLarge', cause: '' });
    }
  }

  function meddle(deed: Deed, token: string): void {
    for (const { kind, after } of deed.meddling) {
      const outcome = deed.answeredBy === 'domain' ? undefined : meddlingOutcome(kind, deed);
      if (outcome === undefined) continue;
      world.time.after(after, () => {
        statements.push({ token, at: world.time.now(), answer: answerOf(outcome) });
        try {
          deliver(service, token, outcome);
        } catch {
          // Whatever it is: nobody asked him.
        }
      });
    }
  }

  consume(world, work, 'classic-worker', classicWorker(scenario, world, send));
  domainService(world, scenario, domain, domainEvents, send);
  const redrive = () => work.redrive() + domain.redrive() + domainEvents.redrive();
  const { startedAt, recoveredAt } = await conduct(world, scenario, { stepFunctions: service, redrive });
  const attempts = service.attempts();
  return tollOf(attempts, [...statements, ...domainStatements(scenario, attempts, startedAt)], recoveredAt);
}

type Send = (from: Instance, token: string, outcome: Outcome) => Promise<void>;

interface ClassicRequest {
  readonly token: string;
  readonly deed: number;
}

function classicWorker(scenario: Scenario, world: World, send: Send) {
  const runs = new Map<number, number>();
  return async (from: Instance, { body }: ReceivedMessage): Promise<void> => {
    const { token, deed: number }: ClassicRequest = JSON.parse(body);
    const deed = scenario.deeds[number] as Deed;
    const run = (runs.get(number) ?? 0) + 1;
    runs.set(number, run);
    await world.time.sleep(deed.duration);
    await send(from, token, outcomeOfAnswer(answerOfRun(deed, run)));
  };
}

/**
 * The domain keeps the tokens that it has been sent, durably and by key. An event that comes before its token finds
 * nobody to tell and is dropped, for most domain events have nobody waiting: the design has no place for it.
 */
function domainService(
  world: World,
  scenario: Scenario,
  requests: GuardedQueue,
  events: GuardedQueue,
  send: Send,
): void {
  const tokens = new Map<number, string>();
  const keep = async (_: Instance, { body }: ReceivedMessage): Promise<void> => {
    const { token, deed }: ClassicRequest = JSON.parse(body);
    tokens.set(deed, token);
  };
  const answer = async (from: Instance, { body }: ReceivedMessage): Promise<void> => {
    const deed = scenario.deeds[Number(body)] as Deed;
    const token = tokens.get(deed.number);
    if (token !== undefined) await send(from, token, outcomeOfAnswer(deed.answer));
  };
  consume(world, requests, 'domain-requests', keep);
  consume(world, events, 'domain-events', answer);
  for (const deed of scenario.deeds.filter(({ answeredBy }) => answeredBy === 'domain')) {
    world.time.after(deed.duration, () => events.queue.send(String(deed.number)));
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
  const answered = scenario.deeds.filter(({ answeredBy }) => answeredBy === 'domain');
  return answered.flatMap((deed) => {
    const at = startedAt + deed.duration;
    const ofDeed = attempts.filter((attempt) => deedOf(scenario, attempt) === deed);
    const waiting = ofDeed.find(
      (each) => each.startedAt <= at && (each.end === undefined || each.end.at > at),
    );
    const isEarly = ofDeed.every((each) => each.startedAt > at && each.startedAt - at <= scenario.parkedFor);
    const attempt = waiting ?? (isEarly ? ofDeed[0] : undefined);
    return attempt === undefined
      ? []
      : [{ token: attempt.token, at, answer: answerOf(outcomeOfAnswer(deed.answer)) }];
  });
}

function isRefused(error: unknown): boolean {
  return error instanceof ServiceError && ['ValidationException', 'InvalidOutput'].includes(error.name);
}
