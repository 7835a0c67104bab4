import { resultTypes } from '@callback-relay/contract';
import { awaited, unlessAnswered } from '../answer.ts';
import { shown } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import { until } from '../stage/condition.ts';
import { isEmpty } from '../stage/test-queue.ts';

/** A request that breaks the contract in one place, whose correlation ID can be read: its task must not wait for nothing. */
function refused(
  id: string,
  name: string,
  change: (request: ReturnType<typeof requestFor>) => object,
): Requirement {
  return {
    id,
    name,
    section: 'what-to-publish',
    needs: ['CR-102'],
    expected: 'Callback Failed, so that the task does not wait for nothing, and the message deleted',
    check: async (stage) => {
      const request = requestFor(stage, stage.payloads.succeed);
      await stage.requests.send(JSON.stringify(change(request)));
      return unlessAnswered(stage, request.correlationId, resultTypes.failed);
    },
  };
}

export const noDeadline = refused(
  'CR-212',
  'a request without a deadline',
  ({ deadline: _, ...rest }) => rest,
);

export const badDeadline = refused('CR-213', 'a deadline that is not a time', (request) => ({
  ...request,
  deadline: 'tomorrow',
}));

export const noKey = refused(
  'CR-214',
  'a request without an idempotency key',
  ({ idempotencyKey: _, ...rest }) => rest,
);

export const noReturnAddress = refused(
  'CR-215',
  'a request without a return address',
  ({ replyTo: _, ...rest }) => rest,
);

export const noVersion = refused('CR-216', 'a request without a version', ({ version: _, ...rest }) => rest);

/** How long a message that must stay is looked at: less than it takes to be received for the last time. */
const STAYS_SECONDS = 3;

export const noCorrelationId: Requirement = {
  id: 'CR-209',
  name: 'a request without a correlation ID',
  section: 'what-to-publish',
  needs: ['CR-110'],
  expected: 'no event, and the message left for the dead-letter queue',
  check: async (stage) => {
    const { correlationId: _, ...request } = requestFor(stage, stage.payloads.succeed);
    const before = stage.events.all.length;
    await stage.requests.send(JSON.stringify(request));
    const isTaken = async () => ((await stage.requests.left()).waiting === 0 ? true : undefined);
    if (!(await awaited(stage, isTaken))) return 'the message was not taken from the queue';
    const gone = await until(
      async () => (await isEmpty(stage.requests)) && (await isEmpty(stage.deadLetters)),
      STAYS_SECONDS,
    );
    const event = stage.events.all[before];
    await stage.requests.empty();
    if (event !== undefined) return shown(event);
    return gone === undefined ? undefined : 'the message was deleted';
  },
};
