import { resultTypes, tokenShapedField } from '@callback-relay/contract';
import { awaited, nothing, unlessAnswered } from '../answer.ts';
import { isResult, shown } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import { correlationIdIn } from '../stage/event-record.ts';
import { isEmpty } from '../stage/test-queue.ts';

export const refusedByTheBus: Requirement = {
  id: 'CR-141',
  name: 'result refused by the bus',
  section: 'what-to-publish',
  needs: ['CR-110'],
  expected:
    'the message kept while PutEvents answers with a FailedEntryCount, and the result published later',
  check: async (stage) => {
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

export const throttledBus: Requirement = {
  id: 'CR-142',
  name: 'a call that the bus throttles',
  section: 'what-to-publish',
  needs: ['CR-110'],
  expected: 'the message kept while PutEvents answers ThrottlingException, and the result published later',
  check: async (stage) => {
    const { fault, requests } = stage;
    const request = requestFor(stage, stage.payloads.succeed);
    fault.throttle(request.correlationId);
    await requests.send(JSON.stringify(request));
    await awaited(stage, () => fault.found);
    if (fault.found === undefined) return nothing(stage, request.correlationId);
    return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
  },
};

export const publishedBeforeDeleted: Requirement = {
  id: 'CR-143',
  name: 'a result is published before its message is deleted',
  section: 'what-to-publish',
  needs: ['CR-141'],
  expected: 'the message on the queue at the moment that PutEvents is called',
  check: async ({ fault }) => (fault.found === 'deleted' ? 'the message was deleted first' : undefined),
};

export const noToken: Requirement = {
  id: 'CR-701',
  name: 'no field named like a task token',
  section: 'wrong-answers',
  needs: ['CR-101'],
  expected: 'no such field in any event of the run',
  check: async ({ events }) => {
    if (events.all.length === 0) return 'no event at all';
    const leak = events.all.find(({ detail }) => tokenShapedField(detail) !== undefined);
    // Its name only: if it is what it looks like, its value is a secret.
    return leak && `${leak.entry.DetailType} has the field ${tokenShapedField(leak.detail)}`;
  },
};

export const noStepFunctions: Requirement = {
  id: 'CR-702',
  name: 'no call to Step Functions',
  section: 'what-to-publish',
  needs: ['CR-101'],
  expected: 'no call to it in the whole run',
  check: async ({ targets }) => {
    if (targets.size === 0) return 'no call at all';
    return [...targets].find((target) => target.startsWith('AWSStepFunctions.'));
  },
};

export const oneSource: Requirement = {
  id: 'CR-703',
  name: 'one source',
  section: 'what-to-publish',
  needs: ['CR-105'],
  expected: 'every event of the run in the name of one service: callbacks name the sources that may answer',
  check: async ({ events }) => {
    const sources = [...new Set(events.all.map(({ entry }) => entry.Source ?? ''))];
    return sources.length <= 1 ? undefined : `the sources ${sources.join(', ')}`;
  },
};

export const knownCallbacks: Requirement = {
  id: 'CR-704',
  name: 'no callback of its own invention',
  section: 'what-arrives',
  needs: ['CR-101'],
  expected: 'every event about a correlation ID that a request had',
  check: async ({ events, requests }) => {
    const strange = events.all.find(({ detail }) => {
      const id = correlationIdIn(detail);
      return typeof id !== 'string' || !requests.sent.some((body) => body.includes(id));
    });
    return strange && shown(strange);
  },
};
