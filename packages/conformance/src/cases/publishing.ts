import { resultTypes, tokenShapedField } from '@callback-relay/contract';
import { awaited, nothing, unlessAnswered } from '../answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { isResult } from '../judgement.ts';
import { requestFor } from '../request.ts';
import { isEmpty } from '../stage/test-queue.ts';

export const refusedByTheBus: ConformanceCase = {
  name: 'result refused by the bus',
  expected:
    'the message kept while PutEvents answers with a FailedEntryCount, and the result published later',
  play: async (stage) => {
    const { fault, requests } = stage;
    const request = requestFor(stage, stage.payloads.succeed);
    fault.refuse(request.correlationId);
    await requests.send(JSON.stringify(request));
    await awaited(stage, () => fault.found);
    if (fault.found === undefined) return nothing(stage, request.correlationId);
    if (fault.found === 'deleted') return 'the message was deleted before its result was on the bus';
    const answered = () => stage.events.about(request.correlationId).some(isResult);
    await awaited(stage, async () => (answered() ? true : isEmpty(requests)));
    if (!answered()) return 'the message was deleted though the bus had refused its result';
    return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
  },
};

export const noToken: ConformanceCase = {
  name: 'no field named like a task token',
  expected: 'no such field in any event of the run',
  play: async ({ events }) => {
    if (events.all.length === 0) return 'no event at all';
    const leak = events.all.find(({ detail }) => tokenShapedField(detail) !== undefined);
    // Its name only: if it is what it looks like, its value is a secret.
    return leak && `${leak.entry.DetailType} has the field ${tokenShapedField(leak.detail)}`;
  },
};

export const noStepFunctions: ConformanceCase = {
  name: 'no call to Step Functions',
  expected: 'no call to it in the whole run',
  play: async ({ targets }) => {
    if (targets.size === 0) return 'no call at all';
    return [...targets].find((target) => target.startsWith('AWSStepFunctions.'));
  },
};
