import { limits, resultTypes, utf8Bytes } from '@callback-relay/contract';
import { nothing, resultOf, unlessAnswered } from '../answer.ts';
import { wrongWith } from '../event-check.ts';
import { requestFor } from '../request.ts';
import type { Requirement } from '../requirement.ts';

export const success: Requirement = {
  id: 'CR-110',
  name: 'success',
  section: 'what-to-publish',
  needs: ['CR-102', 'CR-108'],
  expected: 'one Callback Succeeded with an output, and the message deleted',
  check: async (stage) => {
    const request = requestFor(stage, stage.payloads.succeed);
    await stage.requests.send(JSON.stringify(request));
    return unlessAnswered(stage, request.correlationId, resultTypes.succeeded);
  },
};

export const failure: Requirement = {
  id: 'CR-120',
  name: 'failure',
  section: 'what-to-publish',
  needs: ['CR-102'],
  expected: 'one Callback Failed with an error, and the message deleted',
  check: async (stage) => {
    const request = requestFor(stage, stage.payloads.fail);
    await stage.requests.send(JSON.stringify(request));
    return unlessAnswered(stage, request.correlationId, resultTypes.failed);
  },
};

export const bigOutput: Requirement = {
  id: 'CR-401',
  name: 'big output',
  section: 'limits',
  needs: ['CR-102'],
  expected: `Callback Failed, or Callback Succeeded with at most ${limits.outputBytes} bytes that say where the output is`,
  check: async (stage) => {
    const request = requestFor(stage, stage.payloads.big);
    await stage.requests.send(JSON.stringify(request));
    const result = await resultOf(stage, request.correlationId);
    if (result === undefined) return nothing(stage, request.correlationId);
    const bytes = utf8Bytes(result.entry.Detail ?? '');
    if (bytes > limits.putEventsBytes) return `an event of ${bytes} bytes`;
    const type = result.entry.DetailType === resultTypes.failed ? resultTypes.failed : resultTypes.succeeded;
    return wrongWith(result, type, stage.eventBus) ?? unlessAnswered(stage, request.correlationId, type);
  },
};
