import { resultTypes } from '@callback-relay/contract';
import { resultOf, unlessAnswered } from '../answer.ts';
import { isResult, shown, wrongWith } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';
import type { Stage } from '../stage/stage.ts';

type Change = (stage: Stage) => object;

/** A request that differs from the usual one in what it is addressed by, and is to be answered like any other. */
function answeredWith(
  parts: Pick<Requirement, 'id' | 'name' | 'expected'> & { readonly section?: string },
  change: Change,
): Requirement {
  return {
    section: 'what-arrives',
    needs: ['CR-110'],
    ...parts,
    check: async (stage) => {
      const request = { ...requestFor(stage, stage.payloads.succeed), ...change(stage) };
      await stage.requests.send(JSON.stringify(request));
      return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
    },
  };
}

const unique = () => crypto.randomUUID().slice(0, 8);

export const businessKey = answeredWith(
  {
    id: 'CR-203',
    name: 'a business key',
    expected: 'the correlation ID copied, unread, with each character that a key may have',
  },
  () => ({ correlationId: `conformance:A-Za-z0-9._/@+=~-${unique()}` }),
);

export const longKey = answeredWith(
  {
    id: 'CR-204',
    name: 'the longest correlation ID',
    section: 'limits',
    expected: 'copied whole: 32 characters, a colon and 200',
  },
  () => ({ correlationId: `${'n'.repeat(32)}:${unique()}${'k'.repeat(192)}` }),
);

export const busName = answeredWith(
  { id: 'CR-205', name: 'a bus by its name', expected: 'replyTo.eventBus may be a name as well as an ARN' },
  (stage) => ({ replyTo: { eventBus: stage.eventBus.slice(stage.eventBus.lastIndexOf('/') + 1) } }),
);

export const wholeSeconds = answeredWith(
  {
    id: 'CR-206',
    name: 'a deadline in whole seconds',
    expected: 'read as well as one with milliseconds: both are ISO 8601 in UTC',
  },
  () => ({ deadline: new Date(Date.now() + 300_000).toISOString().replace(/\.\d+/, '') }),
);

export const otherBus: Requirement = {
  id: 'CR-208',
  name: 'another return address',
  section: 'what-arrives',
  needs: ['CR-110'],
  expected: 'the answer on the bus that this request names, not on the one before',
  check: async (stage) => {
    const request = {
      ...requestFor(stage, stage.payloads.succeed),
      replyTo: { eventBus: stage.otherEventBus },
    };
    await stage.requests.send(JSON.stringify(request));
    const result = await resultOf(stage, request.correlationId);
    return result === undefined
      ? `no result on ${stage.otherEventBus}`
      : wrongWith(result, resultTypes.succeeded, stage.otherEventBus);
  },
};

const MANY = 12;

export const many: Requirement = {
  id: 'CR-305',
  name: 'a dozen requests at once',
  section: 'delivery',
  needs: ['CR-110'],
  expected: 'each answered once, under its own correlation ID',
  check: async (stage) => {
    const requests = Array.from({ length: MANY }, () => requestFor(stage, stage.payloads.succeed));
    await Promise.all(requests.map((request) => stage.requests.send(JSON.stringify(request))));
    for (const { correlationId } of requests) {
      const result = await resultOf(stage, correlationId);
      if (result === undefined) return `no result for ${correlationId}, one of ${MANY}`;
      const wrong = wrongWith(result, resultTypes.succeeded, stage.eventBus);
      if (wrong !== undefined) return wrong;
      const second = stage.events.about(correlationId).filter(isResult)[1];
      if (second !== undefined) return `a second result: ${shown(second)}`;
    }
    return undefined;
  },
};
