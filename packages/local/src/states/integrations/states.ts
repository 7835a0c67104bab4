import { createHash } from 'node:crypto';
import type { TaskOutcome } from '../execution/execution.ts';
import { type Json, type JsonObject, jsonText, parseJson } from '../json.ts';
import { answerOf, asObject, type CallSetting, type ServiceCall } from './integration.ts';
import { capitalized } from './names.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { serviceFailure } from './service-error.ts';

const NAMES = { prefix: 'StepFunctions', service: 'AWSStepFunctions', general: 'AWSStepFunctionsException' };

/** A name that a call of the same attempt, repeated after a restart, has again: it starts no second execution. */
const nameOf = (attemptId: string): string => {
  const hash = createHash('sha256').update(attemptId).digest('hex');
  return [
    hash.slice(0, 8),
    hash.slice(8, 12),
    hash.slice(12, 16),
    hash.slice(16, 20),
    hash.slice(20, 32),
  ].join('-');
};

const textOf = (input: Json): string => (typeof input === 'string' ? input : jsonText(input));

const inputOf = (parameters: Json, { attemptId }: CallSetting): Record<string, unknown> => {
  const { StateMachineArn, Name, Input, TraceHeader } = asObject(parameters);
  return {
    stateMachineArn: StateMachineArn,
    name: Name ?? nameOf(attemptId),
    ...(Input === undefined || Input === null ? {} : { input: textOf(Input) }),
    ...(TraceHeader === undefined || TraceHeader === null ? {} : { traceHeader: TraceHeader }),
  };
};

/** Milliseconds since the epoch, as the SDK behind the optimized integration writes dates. */
const inMilliseconds = (seconds: Json | undefined): Json => Math.round(Number(seconds ?? 0) * 1000);

/** `states:startExecution`. */
export const startExecution: ServiceCall = async (parameters, setting) => {
  let started: JsonObject;
  try {
    const input = inputOf(parameters, setting);
    started = await answerOf(setting, 'states', 'StartExecution', input);
  } catch (error) {
    throw serviceFailure(NAMES, error, setting.ids);
  }
  const answer = { ExecutionArn: started.executionArn ?? '', StartDate: inMilliseconds(started.startDate) };
  return { ...answer, ...sdkMetadata(started, 'application/x-amz-json-1.0', setting) };
};

const MEMBERS = [
  ...['executionArn', 'input', 'inputDetails', 'name', 'output', 'outputDetails', 'error', 'cause'],
  ...[
    'redriveCount',
    'redriveStatus',
    'redriveStatusReason',
    'startDate',
    'stateMachineArn',
    'status',
    'stopDate',
  ],
];

const read = (text: Json | undefined): Json => (typeof text === 'string' ? parseJson(text) : (text ?? null));

/**
 * The outcome of a task that waits for the execution it has started. `.sync` gives its input and output as text,
 * `.sync:2` as JSON; a failure's cause is always the text of all of it.
 */
export const syncOutcome =
  (parsed: boolean) =>
  (described: JsonObject): TaskOutcome => {
    const kept = Object.fromEntries(
      MEMBERS.flatMap((name) => {
        const value = described[name];
        if (value === undefined) return [];
        return [[name, name.endsWith('Date') ? inMilliseconds(value) : value]];
      }),
    );
    const execution = asObject(capitalized(kept));
    if (described.status !== 'SUCCEEDED')
      return { ok: false, failure: { error: 'States.TaskFailed', cause: JSON.stringify(execution) } };
    if (!parsed) return { ok: true, output: execution };
    return {
      ok: true,
      output: { ...execution, Input: read(execution.Input), Output: read(execution.Output) },
    };
  };
