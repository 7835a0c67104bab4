import { isDeepStrictEqual } from 'node:util';
import { resultTypes } from '@callback-relay/contract';
import { awaited, nothing, resultOf, unlessAnswered } from '../answer.ts';
import { isResult, shown, wrongWith } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import { isEmpty } from '../stage/test-queue.ts';

export const duplicateRequest: Requirement = {
  id: 'CR-301',
  name: 'duplicate request',
  section: 'delivery',
  needs: ['CR-110'],
  expected: 'the same Callback Succeeded, once or more, and both messages deleted',
  check: async (stage) => {
    const request = requestFor(stage, stage.payloads.succeed);
    const body = JSON.stringify(request);
    await Promise.all([stage.requests.send(body), stage.requests.send(body)]);
    const result = await resultOf(stage, request.correlationId);
    if (result === undefined) return nothing(stage, request.correlationId);
    if (!(await awaited(stage, () => isEmpty(stage.requests)))) return 'a message is still on the queue';
    const results = stage.events.about(request.correlationId).filter(isResult);
    const other = results.find(({ detail }) => !isDeepStrictEqual(detail, result.detail));
    if (other !== undefined) return `two different results: ${shown(result)} and ${shown(other)}`;
    return wrongWith(result, resultTypes.succeeded, stage.eventBus);
  },
};

export const retriedTask: Requirement = {
  id: 'CR-303',
  name: 'retried task',
  section: 'delivery',
  needs: ['CR-110'],
  expected: 'a Callback Succeeded for each attempt, under its own correlation ID',
  check: async (stage) => {
    const first = requestFor(stage, stage.payloads.succeed);
    await stage.requests.send(JSON.stringify(first));
    const unanswered = await unlessAnswered(stage, first.correlationId, resultTypes.succeeded);
    if (unanswered !== undefined) return unanswered;
    const second = { ...requestFor(stage, stage.payloads.succeed), idempotencyKey: first.idempotencyKey };
    await stage.requests.send(JSON.stringify(second));
    return unlessAnswered(stage, second.correlationId, resultTypes.succeeded);
  },
};

export const retriedFailure: Requirement = {
  id: 'CR-304',
  name: 'a task that is retried after a failure',
  section: 'delivery',
  needs: ['CR-120'],
  expected: 'a result for each attempt, under its own correlation ID',
  check: async (stage) => {
    const first = requestFor(stage, stage.payloads.fail);
    await stage.requests.send(JSON.stringify(first));
    const unanswered = await unlessAnswered(stage, first.correlationId, resultTypes.failed);
    if (unanswered !== undefined) return unanswered;
    const second = { ...requestFor(stage, stage.payloads.fail), idempotencyKey: first.idempotencyKey };
    await stage.requests.send(JSON.stringify(second));
    return unlessAnswered(stage, second.correlationId, resultTypes.failed);
  },
};

export const reusedKey: Requirement = {
  id: 'CR-306',
  name: 'an idempotency key with another payload',
  section: 'codes',
  needs: ['CR-110', 'CR-120'],
  expected: 'Callback Failed, and never what came of the first payload',
  check: async (stage) => {
    const first = requestFor(stage, stage.payloads.succeed);
    await stage.requests.send(JSON.stringify(first));
    const unanswered = await unlessAnswered(stage, first.correlationId, resultTypes.succeeded);
    if (unanswered !== undefined) return unanswered;
    const second = { ...requestFor(stage, stage.payloads.fail), idempotencyKey: first.idempotencyKey };
    await stage.requests.send(JSON.stringify(second));
    return unlessAnswered(stage, second.correlationId, resultTypes.failed);
  },
};

export const repeatedLater: Requirement = {
  id: 'CR-302',
  name: 'a request that comes again after it was answered',
  section: 'delivery',
  needs: ['CR-301'],
  expected: 'the same result again, or none, and the message deleted',
  check: async (stage) => {
    const request = requestFor(stage, stage.payloads.succeed);
    const body = JSON.stringify(request);
    await stage.requests.send(body);
    const unanswered = await unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
    if (unanswered !== undefined) return unanswered;
    await stage.requests.send(body);
    if (!(await awaited(stage, () => isEmpty(stage.requests)))) return 'the message is still on the queue';
    const [first, ...later] = stage.events.about(request.correlationId).filter(isResult);
    const other = later.find(({ detail }) => !isDeepStrictEqual(detail, first?.detail));
    return other && `another result: ${shown(other)}`;
  },
};
