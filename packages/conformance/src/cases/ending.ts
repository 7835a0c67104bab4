import {
  type CancelledDetail,
  cancelledEventType,
  currentVersion,
  relaySource,
  resultTypes,
} from '@callback-relay/contract';
import { awaited, unlessAnswered } from '../answer.ts';
import { isResult, shown, wrongWith } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import { isEmpty } from '../stage/test-queue.ts';
import { atWork } from './at-work.ts';

export const pastDeadline: Requirement = {
  id: 'CR-211',
  name: 'request past its deadline',
  section: 'what-arrives',
  needs: ['CR-101'],
  expected: 'no event, and the message deleted',
  check: async (stage) => {
    const deadline = new Date(Date.now() - 1_000).toISOString();
    const request = { ...requestFor(stage, stage.payloads.succeed), deadline };
    await stage.requests.send(JSON.stringify(request));
    const emptied = await awaited(stage, () => isEmpty(stage.requests));
    const [event] = stage.events.about(request.correlationId);
    if (event !== undefined) return shown(event);
    return emptied ? undefined : 'no event, but the message is still on the queue';
  },
};

/** While a request is worked on, `message` comes to the cancellation queue: the work must be answered all the same. */
function undisturbed(id: string, name: string, message: () => string): Requirement {
  return {
    id,
    name,
    section: 'what-is-published-to-you',
    needs: ['CR-501'],
    expected: 'the work goes on and is answered',
    check: async (stage) => {
      const request = requestFor(stage, stage.payloads.work);
      await stage.requests.send(JSON.stringify(request));
      if (!(await atWork(stage, request.correlationId))) return 'the message was not taken from the queue';
      await stage.cancellations.send(message());
      const came = await unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
      await stage.cancellations.empty();
      return came;
    },
  };
}

export const cancelledElsewhere = undisturbed('CR-502', 'the cancellation of another callback', () =>
  noticeOf({
    version: currentVersion,
    correlationId: 'conformance:another',
    idempotencyKey: 'another',
    executionStatus: 'ABORTED',
  }),
);

export const brokenNotice = undisturbed('CR-503', 'a notice that is not JSON', () => '{"source": ');

export const cancelled: Requirement = {
  id: 'CR-501',
  name: 'cancelled',
  section: 'what-is-published-to-you',
  needs: ['CR-110'],
  expected:
    'the work stopped, no result, and the message deleted; of a worker that does not read CANCELLATION_QUEUE_URL, its result',
  check: async (stage) => {
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
    await stage.cancellations.empty();
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
