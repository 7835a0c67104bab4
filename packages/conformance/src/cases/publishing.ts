import { resultTypes, tokenShapedField } from '@callback-relay/contract';
import { nothing, unlessAnswered } from '../answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { isResult } from '../judgement.ts';
import { requestFor } from '../request.ts';
import { until } from '../stage/condition.ts';
import { isEmpty } from '../stage/test-queue.ts';

export const refusedByTheBus: ConformanceCase = {
  name: 'result refused by the bus',
  expected:
    'the message kept while PutEvents answers with a FailedEntryCount, and the result published later',
  play: async (stage) => {
    const { fault, requests, worker } = stage;
    const request = requestFor(stage, stage.payloads.succeed);
    fault.refuse(request.correlationId);
    await requests.send(JSON.stringify(request));
    await until(() => fault.found ?? (worker.running ? undefined : 'ended'), stage.patience.answerSeconds);
    if (fault.found === undefined) return nothing(stage, request.correlationId);
    if (fault.found === 'deleted') return 'the message was deleted before its result was on the bus';
    const answered = () => stage.events.about(request.correlationId).some(isResult);
    await until(async () => (answered() ? true : isEmpty(requests)), stage.patience.answerSeconds);
    if (!answered()) return 'the message was deleted though the bus had refused its result';
    return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
  },
};

export const noToken: ConformanceCase = {
  name: 'no field named like a task token',
  expected: 'no such field in any event of the run',
  play: async ({ events }) => {
    const leak = events.all.find(({ detail }) => tokenShapedField(detail) !== undefined);
    // Its name only: if it is what it looks like, its value is a secret.
    return leak && `${leak.entry.DetailType} has the field ${tokenShapedField(leak.detail)}`;
  },
};

export const noStepFunctions: ConformanceCase = {
  name: 'no call to Step Functions',
  expected: 'no call to it in the whole run',
  play: async ({ targets }) => [...targets].find((target) => target.startsWith('AWSStepFunctions.')),
};
