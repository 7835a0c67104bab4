import { isDeepStrictEqual } from 'node:util';
import { resultTypes } from '@callback-relay/contract';
import { awaited, nothing, resultOf, unlessAnswered } from '../answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { isResult, shown, wrongWith } from '../judgement.ts';
import { requestFor } from '../request.ts';
import { isEmpty } from '../stage/test-queue.ts';

export const duplicateRequest: ConformanceCase = {
  name: 'duplicate request',
  expected: 'the same Callback Succeeded, once or more, and both messages deleted',
  play: async (stage) => {
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

export const retriedTask: ConformanceCase = {
  name: 'retried task',
  expected: 'a Callback Succeeded for each attempt, under its own correlation ID',
  play: async (stage) => {
    const first = requestFor(stage, stage.payloads.succeed);
    await stage.requests.send(JSON.stringify(first));
    const unanswered = await unlessAnswered(stage, first.correlationId, resultTypes.succeeded);
    if (unanswered !== undefined) return unanswered;
    const second = { ...requestFor(stage, stage.payloads.succeed), idempotencyKey: first.idempotencyKey };
    await stage.requests.send(JSON.stringify(second));
    return unlessAnswered(stage, second.correlationId, resultTypes.succeeded);
  },
};
