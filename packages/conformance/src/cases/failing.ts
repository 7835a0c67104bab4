import { limits, resultTypes } from '@callback-relay/contract';
import { nothing, resultOf } from '../answer.ts';
import { shown } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import type { PublishedEvent } from '../stage/event-record.ts';
import type { Stage } from '../stage/stage.ts';

const failures = new WeakMap<Stage, Promise<PublishedEvent | string>>();

/** The result of the payload that fails for good, or why there is none. */
function failureOf(stage: Stage): Promise<PublishedEvent | string> {
  const known = failures.get(stage) ?? ask(stage);
  failures.set(stage, known);
  return known;
}

async function ask(stage: Stage): Promise<PublishedEvent | string> {
  const request = requestFor(stage, stage.payloads.fail);
  await stage.requests.send(JSON.stringify(request));
  return (await resultOf(stage, request.correlationId)) ?? nothing(stage, request.correlationId);
}

function onFailure(
  parts: Pick<Requirement, 'id' | 'name' | 'expected'> & { readonly section?: string },
  wrong: (detail: Readonly<Record<string, unknown>>, event: PublishedEvent) => string | undefined,
): Requirement {
  return {
    section: 'what-to-publish',
    needs: ['CR-120'],
    ...parts,
    check: async (stage) => {
      const failure = await failureOf(stage);
      if (typeof failure === 'string') return failure;
      return wrong((failure.detail ?? {}) as Record<string, unknown>, failure);
    },
  };
}

export const errorName = onFailure(
  { id: 'CR-121', name: 'a failure has a name', expected: 'error: a text that Retry and Catch match' },
  ({ error }, event) => (typeof error === 'string' && error.trim() !== '' ? undefined : shown(event)),
);

export const errorLength = onFailure(
  {
    id: 'CR-122',
    name: 'the name of a failure fits',
    section: 'limits',
    expected: `error: at most ${limits.errorCharacters} characters`,
  },
  ({ error }) => {
    const length = String(error).length;
    return length > limits.errorCharacters ? `${length} characters, which the relay truncates` : undefined;
  },
);

export const cause = onFailure(
  {
    id: 'CR-123',
    name: 'the cause is for people',
    section: 'limits',
    expected: `cause: a text of at most ${limits.causeCharacters} characters, or left out`,
  },
  ({ cause }) => {
    if (cause === undefined) return undefined;
    if (typeof cause !== 'string') return `the cause ${JSON.stringify(cause)}`;
    return cause.length > limits.causeCharacters ? `${cause.length} characters` : undefined;
  },
);

export const noOutputInFailure = onFailure(
  {
    id: 'CR-124',
    name: 'a failure has no output',
    section: 'versions',
    expected: 'error and cause, and no output',
  },
  ({ output }, event) =>
    output === undefined || event.entry.DetailType !== resultTypes.failed ? undefined : shown(event),
);
