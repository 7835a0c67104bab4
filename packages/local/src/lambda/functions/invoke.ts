import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { AwsError } from '../../foundation/aws-error.ts';
import type { Clock } from '../../foundation/clock.ts';
import { errorMessage } from '../../foundation/error-message.ts';
import { parseInSteps } from '../../foundation/json/parse-in-steps.ts';
import { inSlices } from '../../foundation/steps.ts';
import type { LocalFunction } from './function.ts';
import type { Outcome } from './instance.ts';
import { logResult } from './log-tail.ts';
import type { Pool } from './pool.ts';
import { mintTraceHeader } from './trace-header.ts';

/** Lambda's limit on an answer, in bytes. */
const LARGEST_ANSWER_BYTES = 6_291_556;

export interface InvokeRequest {
  /** JSON text. */
  readonly payload: string;
  readonly requestId?: string;
  readonly traceHeader?: string | undefined;
  readonly clientContext?: string | undefined;
  /** The version or alias that was asked for. */
  readonly qualifier?: string | undefined;
  /** The version that the end of the log names, where it is asked for. */
  readonly loggedVersion?: string | undefined;
}

export interface Invoked {
  readonly requestId: string;
  /** JSON text: the function's answer, or Lambda's error. */
  readonly payload: string;
  readonly functionError?: 'Unhandled';
}

export interface LoggedInvoked extends Invoked {
  /** The end of the log in Base64, where it was asked for. */
  readonly logResult?: string;
}

/** An invocation begins, for logs. */
export interface InvocationStart {
  readonly functionName: string;
  readonly requestId: string;
  /** JSON text: the event. */
  readonly payload: string;
}

/** What became of an invocation, for logs. */
export interface InvocationReport extends Invoked {
  readonly functionName: string;
  readonly cold: boolean;
  readonly durationMs: number;
}

export interface InvocationListeners {
  readonly onStart: (start: InvocationStart) => void;
  readonly onReport: (report: InvocationReport) => void;
}

export interface Invocability {
  readonly isCrashed: boolean;
  readonly clock: Clock;
}

/**
 * Runs one invocation to its end.
 * @throws AwsError TooManyRequestsException
 */
export async function invoke(
  fn: LocalFunction,
  pool: Pool,
  request: InvokeRequest,
  { onStart, onReport, isCrashed, clock }: InvocationListeners & Invocability,
): Promise<LoggedInvoked> {
  const requestId = request.requestId ?? randomUUID();
  onStart({ functionName: fn.name, requestId, payload: request.payload });
  const begun = performance.now();
  const { cold, ...ran } = await pool.run({
    requestId,
    payload: request.payload,
    traceHeader: request.traceHeader ?? mintTraceHeader(),
    clientContext: request.clientContext,
    invokedFunctionArn: request.qualifier === undefined ? fn.arn : `${fn.arn}:${request.qualifier}`,
    isCrashed,
  });
  const invoked = { requestId, ...answerOf(ran) };
  onReport({ ...invoked, functionName: fn.name, cold, durationMs: performance.now() - begun });
  if (request.loggedVersion === undefined) return invoked;
  // What a process printed before its answer is read in one of the same turns.
  await nextTurn().then(() => nextTurn());
  const logged = { ...ran, requestId, version: request.loggedVersion, endedAt: clock.now() };
  return { ...invoked, logResult: logResult(fn, logged) };
}

/** Characters from which on a payload is looked at in steps. */
const LONG_PAYLOAD = 131_072;

/** No function reads what is deeper: its stack is too small. */
const anyJson = { deepest: 20_000, mostMembers: Number.POSITIVE_INFINITY };

/** @throws AwsError InvalidRequestContentException */
export async function checkPayload(payload: unknown): Promise<string> {
  const text = typeof payload === 'string' ? payload : JSON.stringify(payload ?? {});
  if (text === '') return '{}';
  try {
    if (text.length < LONG_PAYLOAD) JSON.parse(text);
    else await inSlices(parseInSteps(Buffer.from(text), anyJson));
    return text;
  } catch (error) {
    throw new AwsError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${errorMessage(error)}`,
    );
  }
}

function answerOf(outcome: Outcome): Pick<Invoked, 'payload' | 'functionError'> {
  if ('error' in outcome) return { payload: JSON.stringify(outcome.error), functionError: 'Unhandled' };
  const bytes = Buffer.byteLength(outcome.payload);
  if (bytes <= LARGEST_ANSWER_BYTES) return { payload: outcome.payload };
  const error = {
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${LARGEST_ANSWER_BYTES} bytes).`,
  };
  return { payload: JSON.stringify(error), functionError: 'Unhandled' };
}
