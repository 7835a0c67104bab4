import { resultTypes } from '@callback-relay/contract';
import { awaited, nothing, resultOf, unlessAnswered } from '../answer.ts';
import { shown, wrongWith } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import { until } from '../stage/condition.ts';
import type { Stage } from '../stage/stage.ts';
import { isEmpty } from '../stage/test-queue.ts';

export const brokenRequest: Requirement = {
  id: 'CR-201',
  name: 'request that breaks the schema',
  section: 'what-to-publish',
  needs: ['CR-102'],
  expected: 'Callback Failed, so that the task does not wait for nothing, and the message deleted',
  check: async (stage) => {
    const { payload: _, ...request } = requestFor(stage, null);
    await stage.requests.send(JSON.stringify(request));
    return unlessAnswered(stage, request.correlationId, resultTypes.failed);
  },
};

export const unreadableRequest: Requirement = {
  id: 'CR-207',
  name: 'request that is not JSON',
  section: 'what-to-publish',
  needs: ['CR-110'],
  expected: 'no event, the message left for the dead-letter queue, and the request after it answered',
  check: async (stage) => {
    const before = stage.events.all.length;
    await stage.requests.send('{"version": "1.0", ');
    if (!(await awaited(stage, () => isSeen(stage)))) return 'the message was not taken from the queue';
    const next = requestFor(stage, stage.payloads.succeed);
    await stage.requests.send(JSON.stringify(next));
    const result = await resultOf(stage, next.correlationId);
    if (result === undefined) return `the request after it: ${nothing(stage, next.correlationId)}`;
    const wrong = wrongWith(result, resultTypes.succeeded, stage.eventBus);
    if (wrong !== undefined) return `the request after it: ${wrong}`;
    const another = stage.events.all.slice(before).find((event) => event !== result);
    if (another !== undefined) return shown(another);
    const gone = await until(() => isGone(stage), DELETION_SECONDS);
    await stage.requests.empty();
    return gone === undefined ? undefined : 'the message was deleted';
  },
};

/** The request that was answered is deleted a moment after its result: what is left after this long is the other. */
const DELETION_SECONDS = 3;

/** Whether nothing is left anywhere. */
async function isGone({ requests, deadLetters }: Stage): Promise<true | undefined> {
  return (await isEmpty(requests)) && (await isEmpty(deadLetters));
}

/** Whether the worker has had the one message: it is hidden, or gone, or was given up. */
async function isSeen({ requests }: Stage): Promise<true | undefined> {
  return (await requests.left()).waiting === 0 ? true : undefined;
}

export const unknownVersion: Requirement = {
  id: 'CR-601',
  name: 'unknown version',
  section: 'versions',
  needs: ['CR-102'],
  expected: 'Callback Failed, and the message deleted',
  check: async (stage) => {
    const request = { ...requestFor(stage, stage.payloads.succeed), version: '2.0' };
    await stage.requests.send(JSON.stringify(request));
    return unlessAnswered(stage, request.correlationId, resultTypes.failed);
  },
};

export const unknownFields: Requirement = {
  id: 'CR-602',
  name: 'unknown extra fields',
  section: 'versions',
  needs: ['CR-110'],
  expected: 'one Callback Succeeded, the fields of a later minor version ignored',
  check: async (stage) => {
    const request = requestFor(stage, stage.payloads.succeed);
    const later = {
      ...request,
      version: '1.7',
      priority: { level: 'high' },
      replyTo: { ...request.replyTo, format: 'compact' },
    };
    await stage.requests.send(JSON.stringify(later));
    return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
  },
};
