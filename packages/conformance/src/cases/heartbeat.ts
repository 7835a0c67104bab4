import { resultTypes } from '@callback-relay/contract';
import { unlessAnswered } from '../answer.ts';
import type { ConformanceCase } from '../conformance-case.ts';
import { isResult, wrongWith } from '../judgement.ts';
import { requestFor } from '../request.ts';

export const heartbeatWhileWorking: ConformanceCase = {
  name: 'heartbeat while working',
  expected: 'a Callback Heartbeat or more before one Callback Succeeded',
  play: async (stage) => {
    const { correlationId, ...request } = requestFor(stage, stage.payloads.work);
    await stage.requests.send(JSON.stringify({ ...request, correlationId }));
    const unanswered = await unlessAnswered(stage, correlationId, resultTypes.succeeded);
    if (unanswered !== undefined) return unanswered;
    const events = stage.events.about(correlationId);
    const before = events.slice(0, events.findIndex(isResult));
    if (before.length === 0) return 'Callback Succeeded with no heartbeat before it';
    return before
      .map((event) => wrongWith(event, resultTypes.heartbeat, stage.eventBus))
      .find((wrong) => wrong !== undefined);
  },
};
