import { limits, majorOf, resultTypes, succeededDetailSchema } from '@callback-relay/contract';
import { awaited, nothing } from '../answer.ts';
import {
  isResult,
  shown,
  unknownFields as unknownIn,
  wrongBus,
  wrongDetailType,
  wrongSource,
} from '../event-check.ts';
import { didYouMean } from '../near-miss.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import type { PublishedEvent } from '../stage/event-record.ts';
import type { Stage } from '../stage/stage.ts';
import { isEmpty } from '../stage/test-queue.ts';

/** What came of the first request, which asks for a success: looked at from many sides, so that each mistake has its name. */
interface FirstAnswer {
  readonly correlationId: string;
  readonly result: PublishedEvent | undefined;
  readonly isDeleted: boolean;
}

const answers = new WeakMap<Stage, Promise<FirstAnswer>>();

function firstAnswer(stage: Stage): Promise<FirstAnswer> {
  const known = answers.get(stage) ?? ask(stage);
  answers.set(stage, known);
  return known;
}

async function ask(stage: Stage): Promise<FirstAnswer> {
  const request = requestFor(stage, stage.payloads.succeed);
  await stage.requests.send(JSON.stringify(request));
  const { correlationId } = request;
  const result = await awaited(stage, () => stage.events.about(correlationId).find(isResult));
  const isDeleted = result !== undefined && (await awaited(stage, () => isEmpty(stage.requests))) === true;
  return { correlationId, result, isDeleted };
}

/** A requirement on the first result: `wrong` says what is wrong with it. */
function onResult(
  parts: Omit<Requirement, 'section' | 'needs' | 'check'> & { readonly section?: string },
  wrong: (result: PublishedEvent, stage: Stage) => string | undefined,
): Requirement {
  return {
    section: 'what-to-publish',
    needs: ['CR-101'],
    ...parts,
    check: async (stage) => {
      const { result, correlationId } = await firstAnswer(stage);
      return result === undefined ? nothing(stage, correlationId) : wrong(result, stage);
    },
  };
}

const member = (result: PublishedEvent, name: string): unknown =>
  (result.detail as Record<string, unknown> | undefined)?.[name];

export const answered: Requirement = {
  id: 'CR-101',
  name: 'a request is answered',
  section: 'what-to-publish',
  needs: [],
  expected: 'an event with the correlationId of the request',
  check: async (stage) => {
    const { result, correlationId } = await firstAnswer(stage);
    return result === undefined ? nothing(stage, correlationId) : undefined;
  },
};

export const detailType = onResult(
  { id: 'CR-102', name: 'the detail-type is spelt as the contract has it', expected: 'Callback Succeeded' },
  wrongDetailType,
);

export const rightKind = onResult(
  {
    id: 'CR-103',
    name: 'work that succeeds is a success',
    expected: `${resultTypes.succeeded} for the payload succeed`,
  },
  (result) => (result.entry.DetailType === resultTypes.failed ? shown(result) : undefined),
);

export const bus = onResult(
  {
    id: 'CR-104',
    name: 'the return address',
    section: 'what-arrives',
    expected: 'the event on replyTo.eventBus',
  },
  (result, stage) => wrongBus(result, stage.eventBus),
);

export const source = onResult(
  { id: 'CR-105', name: 'the source', expected: "the service's own name, not AWS's and not the relay's" },
  wrongSource,
);

export const version = onResult(
  {
    id: 'CR-106',
    name: 'the version',
    section: 'versions',
    expected: 'major.minor, of the major of the request',
  },
  (result) =>
    majorOf(member(result, 'version')) === 1
      ? undefined
      : `the version ${JSON.stringify(member(result, 'version')) ?? 'missing'}${misspeltIn(result, 'version')}`,
);

export const output = onResult(
  { id: 'CR-108', name: 'a success has an output', expected: 'output: any JSON value, null included' },
  (result) => {
    if (result.entry.DetailType !== resultTypes.succeeded || member(result, 'output') !== undefined)
      return undefined;
    return `${shown(result)}, which has no output${misspeltIn(result, 'output')}`;
  },
);

export const ownFields = onResult(
  {
    id: 'CR-109',
    name: 'no fields of its own',
    section: 'versions',
    expected: 'the fields of the version that it names, and no others',
  },
  (result) => {
    const [unknown] = unknownIn(result, resultTypes.succeeded);
    if (result.entry.DetailType !== resultTypes.succeeded || unknown === undefined) return undefined;
    return `the field ${JSON.stringify(unknown)}${didYouMean(unknown, Object.keys(succeededDetailSchema.shape))}`;
  },
);

export const deleted: Requirement = {
  ...answered,
  id: 'CR-111',
  name: 'an answered message is deleted',
  needs: ['CR-101'],
  expected: 'the message gone from the queue once its result is on the bus',
  check: async (stage) =>
    (await firstAnswer(stage)).isDeleted ? undefined : 'the message is still on the queue',
};

export const eventSize = onResult(
  {
    id: 'CR-112',
    name: 'an event that EventBridge takes',
    section: 'limits',
    expected: `at most ${limits.putEventsBytes} bytes`,
  },
  ({ entry }) => {
    const bytes = Buffer.byteLength(entry.Detail ?? '');
    return bytes > limits.putEventsBytes ? `${bytes} bytes` : undefined;
  },
);

/** The field that was probably meant, among those that the version does not have. */
function misspeltIn(result: PublishedEvent, wanted: string): string {
  const near = unknownIn(result, resultTypes.succeeded).find((name) => didYouMean(name, [wanted]) !== '');
  return near === undefined ? '' : `; did you mean ${JSON.stringify(wanted)} by ${JSON.stringify(near)}?`;
}
