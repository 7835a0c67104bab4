import { resultTypes } from '@callback-relay/contract';
import { resultOf, unlessAnswered } from '../answer.ts';
import { isResult } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import { isEmpty } from '../stage/test-queue.ts';
import { usualTimeouts } from '../timeouts.ts';
import { atWork } from './at-work.ts';

export const terminated: Requirement = {
  id: 'CR-310',
  name: 'SIGTERM in mid-work',
  section: 'delivery',
  needs: ['CR-110'],
  expected: `the worker ends within ${usualTimeouts.exitSeconds} s, and the work is answered: before it ends, or when it is started again`,
  check: async (stage) => {
    const request = requestFor(stage, stage.payloads.work);
    await stage.requests.send(JSON.stringify(request));
    if (!(await atWork(stage, request.correlationId))) return 'the message was not taken from the queue';
    const ended = await stage.worker.terminate(stage.timeouts.exitSeconds);
    if (!ended) await stage.worker.kill();
    const answered = stage.events.about(request.correlationId).some(isResult);
    const lost = !answered && (await isEmpty(stage.requests)) === true;
    await stage.worker.start();
    if (!ended) return `the worker was still there after ${stage.timeouts.exitSeconds} s`;
    if (lost) return 'the worker ended with the message deleted and no result published: the work is lost';
    await resultOf(stage, request.correlationId);
    return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
  },
};

export const killed: Requirement = {
  id: 'CR-311',
  name: 'killed in mid-work',
  section: 'delivery',
  needs: ['CR-310'],
  expected: 'the work is answered when the worker is started again: its message was not deleted before',
  check: async (stage) => {
    const request = requestFor(stage, stage.payloads.work);
    await stage.requests.send(JSON.stringify(request));
    if (!(await atWork(stage, request.correlationId))) return 'the message was not taken from the queue';
    await stage.worker.kill();
    const lost = (await isEmpty(stage.requests)) === true;
    await stage.worker.start();
    if (lost) return 'the message was deleted before its result was published: the work is lost';
    await resultOf(stage, request.correlationId);
    return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
  },
};
