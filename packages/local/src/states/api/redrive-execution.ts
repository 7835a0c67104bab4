import { AwsError } from '../../foundation/aws-error.ts';
import type { Operation, Operations } from '../../foundation/service.ts';
import { readMachine } from '../asl/state.ts';
import type { Execution, Frame, RedriveRequest } from '../execution/execution.ts';
import { notRedrivable } from '../execution/redrive.ts';
import { limits } from '../limits.ts';
import { reopenFrames } from '../run/reopen.ts';
import { type Run, record } from '../run/run.ts';
import { executionOf, redriveSetting } from './executions.ts';
import { constraint, optionalString, type Request, seconds } from './request.ts';
import type { StatesContext } from './states-context.ts';

/** Printable characters of ASCII, without space: the pattern of AWS's model. */
const CLIENT_TOKEN = /^[!-~]+$/;

const clientTokenOf = (request: Request): string | undefined => {
  const token = optionalString(request, 'clientToken', limits.clientTokenLength, 1);
  if (token !== undefined && !CLIENT_TOKEN.test(token))
    throw constraint('clientToken', token, 'Member must satisfy regular expression pattern: [!-~]+');
  return token;
};

/** An iteration of a Map run is redriven with the execution around it. */
const refuseIteration = ({ executionArn }: Request): void => {
  if (typeof executionArn === 'string' && /:execution:[^:]+\/[^:]+:/.test(executionArn))
    throw new AwsError('ValidationException', 'Labeled Execution ARNs are not supported for this API');
};

/** The requests that a repeated one is recognised by now. */
const rememberedRequests = ({ redrive }: Execution, now: number): readonly RedriveRequest[] =>
  (redrive?.requests ?? []).filter(({ at }) => now < at + limits.clientTokenMs);

/** The execution as it runs again: under the same definition, and with all of its TimeoutSeconds. */
const redriven = (
  context: StatesContext,
  execution: Execution,
  clientToken: string | undefined,
): Execution => {
  const { stopped, stoppedAt, error, cause, output, deadline, redrive, ...kept } = execution;
  const now = context.clock.now();
  const { TimeoutSeconds = 0 } = readMachine(context.store.definition(execution.revision) ?? '{}');
  const requests = [
    ...rememberedRequests(execution, now),
    ...(clientToken === undefined ? [] : [{ clientToken, at: now }]),
  ];
  return {
    ...kept,
    ...(TimeoutSeconds === 0 ? {} : { deadline: now + TimeoutSeconds * 1000 }),
    status: 'RUNNING',
    frames: {},
    redrive: {
      count: (redrive?.count ?? 0) + 1,
      at: now,
      requests: requests.slice(-limits.clientTokens),
    },
  };
};

/** The event follows the end of the attempt before (recorded). */
const goOn = (run: Run, stopped: readonly Frame[]): void => {
  const redriveCount = run.execution.redrive?.count ?? 0;
  record(run, run.execution.lastEventId, 'ExecutionRedriven', { redriveCount });
  reopenFrames(run, stopped);
};

const redriveExecution =
  (context: StatesContext): Operation =>
  async (request) => {
    const clientToken = clientTokenOf(request);
    refuseIteration(request);
    const stored = executionOf(context, request);
    const execution = context.engine.running(stored.arn) ?? stored;
    const now = context.clock.now();
    // A repeated request gets the same answer, whatever has become of the execution (recorded).
    const earlier = rememberedRequests(execution, now).find((one) => one.clientToken === clientToken);
    if (earlier) return { redriveDate: seconds(earlier.at) };
    const reason = notRedrivable(execution, redriveSetting(context, execution));
    if (reason !== undefined)
      throw new AwsError(
        'ExecutionNotRedrivable',
        `Execution ${execution.arn} invalid for redrive as: ${reason}`,
      );
    const stopped = context.store.stopped(execution.arn);
    await context.engine.begin(redriven(context, execution, clientToken), (run) => goOn(run, stopped));
    return { redriveDate: seconds(now) };
  };

export const redriveOperations = (context: StatesContext) =>
  ({ RedriveExecution: redriveExecution(context) }) satisfies Operations;
