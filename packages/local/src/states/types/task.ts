import type { TaskState } from '../asl/state.ts';
import { runtimeError, type StateFailed } from '../errors/failure.ts';
import type { Frame, TaskOutcome, TaskPhase } from '../execution/execution.ts';
import type { Integration } from '../integrations/integration.ts';
import { integrationOf } from '../integrations/resource.ts';
import { type Json, type JsonObject, jsonText } from '../json.ts';
import { errorMembers } from '../run/end.ts';
import { integerField } from '../run/number-field.ts';
import { languageOf, type Run, recordNext, viewOf, WHOLE } from '../run/run.ts';
import { leaveState, payloadText } from '../run/transition.ts';

export const integrationOfTask = (state: TaskState): Integration => {
  const integration = integrationOf(state.Resource);
  if (!integration)
    throw runtimeError(`The resource '${state.Resource}' is not supported by the local runtime`);
  return integration;
};

/** What a task's events say about its resource. */
const resourceMembers = ({ resource, resourceType, functionArn }: Integration): JsonObject =>
  functionArn === undefined ? { resource, resourceType } : {};

/** `Task…` or, for a function's ARN, `LambdaFunction…`. */
const eventType = (integration: Integration, what: string): string =>
  `${integration.functionArn === undefined ? 'Task' : 'LambdaFunction'}${what}`;

const scheduledDetails = (
  run: Run,
  integration: Integration,
  parameters: Json,
  timing: { timeoutInSeconds?: number; heartbeatInSeconds?: number },
): JsonObject =>
  integration.functionArn === undefined
    ? {
        ...resourceMembers(integration),
        region: run.context.region,
        parameters: payloadText(parameters, 'parameters'),
        ...timing,
      }
    : {
        resource: integration.resource,
        input: payloadText(parameters, 'input'),
        inputDetails: WHOLE,
        ...timing,
      };

/** Begins an attempt: a new token, and parameters worked out with it. The call itself follows once this is saved. */
export const enterTask = async (run: Run, frame: Frame, state: TaskState): Promise<void> => {
  const integration = integrationOfTask(state);
  const attempt = ++run.execution.attempts;
  const token = run.context.tokens.seal({ executionArn: run.execution.arn, frame: frame.id, attempt });
  const view = viewOf(run, frame, state, integration.callback ? { token } : {});
  const parameters = await languageOf(run, state).arguments(state, view);
  const timeout = await integerField(run, frame, state, 'TimeoutSeconds', 1);
  const heartbeat = await integerField(run, frame, state, 'HeartbeatSeconds', 1);
  const timing = {
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
  };
  const details = scheduledDetails(run, integration, parameters, timing);
  recordNext(run, frame, eventType(integration, 'Scheduled'), details);
  const now = run.context.now();
  frame.phase = {
    kind: 'task',
    attempt,
    token,
    parameters,
    step: 'scheduled',
    ...(timeout === undefined ? {} : { deadline: now + timeout * 1000 }),
    // Only a task that waits for its token can be sent heartbeats, and miss one.
    ...(heartbeat === undefined || !integration.callback
      ? {}
      : { heartbeatMs: heartbeat * 1000, heartbeatBy: now + heartbeat * 1000 }),
  };
  run.ready.add(frame.id);
};

/** A result over the limit fails the task, as one that the service refused. */
const withinLimit = (integration: Integration, outcome: TaskOutcome): TaskOutcome => {
  if (!outcome.ok) return outcome;
  try {
    payloadText(outcome.output, integration.functionArn ?? integration.resourceType);
    return outcome;
  } catch (error) {
    return { ok: false, failure: (error as StateFailed).failure };
  }
};

const settle = async (run: Run, frame: Frame, state: TaskState, given: TaskOutcome): Promise<void> => {
  const integration = integrationOfTask(state);
  const outcome = withinLimit(integration, given);
  const members = resourceMembers(integration);
  if (outcome.ok) {
    const details = { ...members, output: jsonText(outcome.output), outputDetails: WHOLE };
    recordNext(run, frame, eventType(integration, 'Succeeded'), details);
    return leaveState(run, frame, state, outcome.output);
  }
  const type = eventType(integration, outcome.timedOut ? 'TimedOut' : 'Failed');
  const { failure } = outcome;
  recordNext(run, frame, type, { ...members, ...errorMembers(failure.error, failure.cause) });
  // What else has come at the same moment is recorded before the failure takes effect.
  frame.phase = { kind: 'failed', failure };
  run.ready.add(frame.id);
};

/** Goes on with an attempt: it is called, or its outcome is taken up. */
export const stepTask = async (run: Run, frame: Frame, state: TaskState, phase: TaskPhase): Promise<void> => {
  if (phase.outcome) return settle(run, frame, state, phase.outcome);
  if (phase.step !== 'scheduled') return;
  const integration = integrationOfTask(state);
  const type = eventType(integration, 'Started');
  if (integration.functionArn === undefined) recordNext(run, frame, type, resourceMembers(integration));
  else recordNext(run, frame, type);
  phase.step = 'called';
  run.calls.push({ frame: frame.id, attempt: phase.attempt });
};

/**
 * The service has answered. A callback task goes on waiting: the answer is not its result. A failure, and any
 * answer to a plain task, is the attempt's outcome.
 */
export const answerTask = (
  run: Run,
  frame: Frame,
  state: TaskState,
  phase: TaskPhase,
  given: TaskOutcome,
): void => {
  const integration = integrationOfTask(state);
  const answer = withinLimit(integration, given);
  if (!answer.ok || !integration.callback) {
    phase.outcome = answer;
    run.ready.add(frame.id);
    return;
  }
  const output = jsonText(answer.output);
  recordNext(run, frame, 'TaskSubmitted', { ...resourceMembers(integration), output, outputDetails: WHOLE });
  phase.step = 'submitted';
};
