import { describe, expect, it } from 'vitest';
import { cancelled, pastDeadline } from '../src/cases/ending.ts';
import { heartbeatWhileWorking } from '../src/cases/heartbeat.ts';
import { bigOutput, failure, success } from '../src/cases/outcome.ts';
import { noToken, refusedByTheBus } from '../src/cases/publishing.ts';
import { brokenRequest, unknownFields, unknownVersion, unreadableRequest } from '../src/cases/reading.ts';
import { duplicateRequest } from '../src/cases/repetition.ts';
import { terminated } from '../src/cases/stopping.ts';
import type { Requirement } from '../src/requirement.ts';
import { checkWithFault } from './check-with-fault.ts';

/** Cases that a worker may pass or fail in well under a second: played to every fault, to see that they pass. */
const quick = [
  success,
  failure,
  duplicateRequest,
  unknownVersion,
  unknownFields,
  pastDeadline,
  refusedByTheBus,
  noToken,
];

describe('a worker that', () => {
  it.each<[fault: string, fails: Requirement, with_: RegExp]>([
    ['acks before it publishes', refusedByTheBus, /deleted before its result was on the bus/],
    ['does not look at FailedEntryCount', refusedByTheBus, /deleted though the bus had refused/],
    ['ignores the deadline', pastDeadline, /^Callback Succeeded/],
    ['sends a token', noToken, /^Callback Succeeded has the field taskToken$/],
    ['answers differently each time', duplicateRequest, /two different results/],
    ['serves any version', unknownVersion, /^Callback Succeeded/],
    ['refuses unknown fields', unknownFields, /^Callback Failed/],
  ])('%s fails that case alone', async (fault, fails, came) => {
    expect(await checkWithFault(fault, quick)).toEqual({ [fails.id]: expect.stringMatching(came) });
  });

  it('misspells output fails wherever an output is due, with the name of the field', async () => {
    const failed = await checkWithFault('misspells output', [success, failure]);
    expect(failed).toEqual({
      [success.id]: expect.stringMatching(
        /"ouput".*which the contract refuses: detail\.output.*did you mean "output"\?/,
      ),
    });
  });

  it.each<[fault: string, fails: Requirement, with_: RegExp]>([
    ['serves broken requests', brokenRequest, /^Callback Succeeded/],
    ['deletes what it cannot read', unreadableRequest, /the message was deleted/],
    ['ends on what it cannot read', unreadableRequest, /the worker ended with exit code 3/],
    ['sends no heartbeat', heartbeatWhileWorking, /no heartbeat before it/],
    ['sends any output', bigOutput, /an output of 300002 bytes/],
    ['works on when cancelled', cancelled, /a result after the notice was taken/],
    ['ignores SIGTERM', terminated, /still there after 3 s/],
    ['never deletes', success, /the message is still on the queue/],
  ])('%s fails that case', async (fault, fails, came) => {
    expect(await checkWithFault(fault, [fails])).toEqual({ [fails.id]: expect.stringMatching(came) });
  });

  it('does not poll cancellations may finish its work', async () => {
    expect(await checkWithFault('does not poll cancellations', [cancelled])).toEqual({});
  });
});
