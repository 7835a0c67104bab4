import { limits, resultTypes, utf8Bytes } from '@callback-relay/contract';
import { unlessAnswered } from '../answer.ts';
import { isResult, shown, wrongWith } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import { until } from '../stage/condition.ts';
import type { PublishedEvent } from '../stage/event-record.ts';
import type { Stage } from '../stage/stage.ts';

interface Worked {
  readonly wrong: string | undefined;
  readonly before: readonly PublishedEvent[];
  readonly after: readonly PublishedEvent[];
}

const runs = new WeakMap<Stage, Promise<Worked>>();

/** The events around the result of work that takes some seconds. */
function worked(stage: Stage): Promise<Worked> {
  const known = runs.get(stage) ?? work(stage);
  runs.set(stage, known);
  return known;
}

const AFTER_SECONDS = 3;

async function work(stage: Stage): Promise<Worked> {
  const request = requestFor(stage, stage.payloads.work);
  const { correlationId } = request;
  await stage.requests.send(JSON.stringify(request));
  const wrong = await unlessAnswered(stage, correlationId, resultTypes.succeeded);
  const at = () => stage.events.about(correlationId).findIndex(isResult);
  await until(() => stage.events.about(correlationId)[at() + 1], AFTER_SECONDS);
  const events = stage.events.about(correlationId);
  return { wrong, before: events.slice(0, Math.max(at(), 0)), after: events.slice(at() + 1) };
}

function onWork(
  parts: Pick<Requirement, 'id' | 'name' | 'expected' | 'section'>,
  wrongIn: (events: Worked, stage: Stage) => string | undefined,
): Requirement {
  return {
    needs: ['CR-110'],
    ...parts,
    check: async (stage) => {
      const events = await worked(stage);
      return events.wrong ?? wrongIn(events, stage);
    },
  };
}

export const heartbeatWhileWorking = onWork(
  {
    id: 'CR-130',
    name: 'heartbeat while working',
    section: 'delivery',
    expected: 'a Callback Heartbeat or more before one Callback Succeeded',
  },
  ({ before }) => (before.length === 0 ? 'Callback Succeeded with no heartbeat before it' : undefined),
);

export const heartbeatForm = onWork(
  {
    id: 'CR-131',
    name: 'heartbeats of the contract',
    section: 'what-to-publish',
    expected: 'each with version and correlationId, on the bus of the request, in the name of the worker',
  },
  ({ before }, stage) =>
    before.map((event) => wrongWith(event, resultTypes.heartbeat, stage.eventBus)).find((wrong) => wrong),
);

export const progressSize = onWork(
  {
    id: 'CR-132',
    name: 'progress that fits',
    section: 'limits',
    expected: `at most ${limits.progressBytes} bytes of JSON`,
  },
  ({ before }) => {
    const sizes = before.map(({ detail }) =>
      utf8Bytes(JSON.stringify((detail as { progress?: unknown }).progress) ?? ''),
    );
    const most = Math.max(0, ...sizes);
    return most > limits.progressBytes ? `progress of ${most} bytes` : undefined;
  },
);

export const noHeartbeatAfter = onWork(
  {
    id: 'CR-133',
    name: 'no event after the result',
    section: 'what-to-publish',
    expected: 'the result as the last event of its callback',
  },
  ({ after: [later] }) => later && shown(later),
);
