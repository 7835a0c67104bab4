import {
  type CancelledDetail,
  cancelledEventType,
  currentVersion,
  relaySource,
  resultTypes,
} from '@callback-relay/contract';
import { awaited, resultOf, unlessAnswered } from '../answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { isResult, shown, wrongWith } from '../judgement.ts';
import { usualPatience } from '../patience.ts';
import { requestFor } from '../request.ts';
import { until } from '../stage/condition.ts';
import type { Stage } from '../stage/stage.ts';
import { isEmpty, isTaken } from '../stage/test-queue.ts';

export const pastDeadline: ConformanceCase = {
  name: 'request past its deadline',
  expected: 'no event, and the message deleted',
  play: async (stage) => {
    const deadline = new Date(Date.now() - 1_000).toISOString();
    const request = { ...requestFor(stage, stage.payloads.succeed), deadline };
    await stage.requests.send(JSON.stringify(request));
    const emptied = await awaited(stage, () => isEmpty(stage.requests));
    const [event] = stage.events.about(request.correlationId);
    if (event !== undefined) return shown(event);
    return emptied ? undefined : 'no event, but the message is still on the queue';
  },
};

export const cancelled: ConformanceCase = {
  name: 'cancelled',
  expected:
    'the work stopped, no result, and the message deleted; of a worker that does not read CANCELLATION_QUEUE_URL, its result',
  play: async (stage) => {
    const request = requestFor(stage, stage.payloads.work);
    await stage.requests.send(JSON.stringify(request));
    if (!(await atWork(stage, request.correlationId))) return 'the message was not taken from the queue';
    const detail: CancelledDetail = {
      version: currentVersion,
      correlationId: request.correlationId,
      idempotencyKey: request.idempotencyKey,
      executionStatus: 'ABORTED',
    };
    await stage.cancellations.send(noticeOf(detail));
    if (!(await awaited(stage, () => isEmpty(stage.requests)))) return 'the message is still on the queue';
    const result = stage.events.about(request.correlationId).find(isResult);
    if (await isEmpty(stage.cancellations)) {
      return result && `a result after the notice was taken from the queue: ${shown(result)}`;
    }
    await stage.cancellations.purge();
    return result === undefined
      ? 'no result, though the notice was not taken from the queue'
      : wrongWith(result, resultTypes.succeeded, stage.eventBus);
  },
};

/** The notice as a rule hands it to a queue: in EventBridge's envelope. */
function noticeOf(detail: CancelledDetail): string {
  return JSON.stringify({
    version: '0',
    id: crypto.randomUUID(),
    'detail-type': cancelledEventType,
    source: relaySource,
    account: '000000000000',
    time: new Date().toISOString(),
    region: 'us-east-1',
    resources: [],
    detail,
  });
}

export const terminated: ConformanceCase = {
  name: 'SIGTERM in mid-work',
  expected: `the worker ends within ${usualPatience.exitSeconds} s, and the work is answered: before it ends, or when it is started again`,
  play: async (stage) => {
    const request = requestFor(stage, stage.payloads.work);
    await stage.requests.send(JSON.stringify(request));
    if (!(await atWork(stage, request.correlationId))) return 'the message was not taken from the queue';
    const ended = await stage.worker.terminate(stage.patience.exitSeconds);
    if (!ended) await stage.worker.kill();
    const answered = stage.events.about(request.correlationId).some(isResult);
    const lost = !answered && (await isEmpty(stage.requests)) === true;
    await stage.worker.start();
    if (!ended) return `the worker was still there after ${stage.patience.exitSeconds} s`;
    if (lost) return 'the worker ended with the message deleted and no result published: the work is lost';
    await resultOf(stage, request.correlationId);
    return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
  },
};

/** Waits until the work has begun: its message is taken, and a heartbeat has come or would have. */
async function atWork(stage: Stage, correlationId: string): Promise<boolean> {
  const heartbeatSeconds = 3;
  const taken = await awaited(stage, () => isTaken(stage.requests));
  if (taken === undefined) return false;
  await until(() => stage.events.about(correlationId)[0], heartbeatSeconds);
  return true;
}
