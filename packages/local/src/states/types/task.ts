import type { TaskState } from '../asl/state.ts';
import { runtimeError, StateFailed } from '../errors/failure.ts';
import type { Frame, TaskOutcome, TaskPhase } from '../execution/execution.ts';
import { asObject, type Integration } from '../integrations/integration.ts';
import { integrationOf } from '../integrations/resource.ts';
import { isObject, type Json, type JsonObject, jsonText } from '../json.ts';
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
const resourceMembers = (integration: Integration): JsonObject =>
  isOlderForm(integration) ? {} : { resource: integration.resource, resourceType: integration.resourceType };

/** `Task…` or, for a function's or an activity's ARN, `LambdaFunction…` and `Activity…`. */
const eventType = ({ functionArn, activityArn }: Integration, what: string): string => {
  if (functionArn !== undefined) return `LambdaFunction${what}`;
  return `${activityArn === undefined ? 'Task' : 'Activity'}${what}`;
};

const isOlderForm = ({ functionArn, activityArn }: Integration): boolean =>
  functionArn !== undefined || activityArn !== undefined;

const scheduledDetails = (
  run: Run,
  integration: Integration,
  parameters: Json,
  timing: { timeoutInSeconds?: number; heartbeatInSeconds?: number },
): JsonObject =>
  isOlderForm(integration)
    ? {
        resource: integration.resource,
        input: payloadText(parameters, 'input'),
        inputDetails: WHOLE,
        ...timing,
      }
    : {
        ...resourceMembers(integration),
        region: run.context.region,
        parameters: payloadText(parameters, 'parameters'),
        ...timing,
      };

const unresolvedKey = (value: Json): string | undefined => {
  if (Array.isArray(value)) return value.map(unresolvedKey).find((key) => key !== undefined);
  if (!isObject(value)) return undefined;
  const own = Object.keys(value).find((name) => name.endsWith('.$'));
  return (
    own ??
    Object.values(value)
      .map(unresolvedKey)
      .find((key) => key !== undefined)
  );
};

/** What cannot be called at all fails before anything is scheduled. */
const checkParameters = (run: Run, integration: Integration, state: TaskState, parameters: Json): void => {
  const { activityArn } = integration;
  if (activityArn !== undefined && !run.context.activityExists(activityArn))
    throw runtimeError(`The activity ${activityArn} does not exist.`);
  const isJsonata = (state.QueryLanguage ?? run.program.queryLanguage) === 'JSONata';
  const key = isJsonata || isOlderForm(integration) ? undefined : unresolvedKey(parameters);
  if (key !== undefined)
    throw runtimeError(
      `The Parameters '${jsonText(parameters)}' could not be used to start the Task: [The field "${key}" is not supported by Step Functions]`,
    );
};

/** Begins an attempt: a new token, and parameters worked out with it. The call itself follows once this is saved. */
export const enterTask = async (run: Run, frame: Frame, state: TaskState): Promise<void> => {
  const integration = integrationOfTask(state);
  const attempt = ++run.execution.attempts;
  // A task that waits for an execution has a token too, and an answer with it may come first.
  const waitsForToken = integration.pattern !== 'request';
  const token = waitsForToken
    ? run.context.tokens.seal({ executionArn: run.execution.arn, frame: frame.id, attempt })
    : '';
  // An activity's worker gets the token with the task, and nothing in the definition sees it.
  const view = viewOf(run, frame, state, waitsForToken && !integration.activityArn ? { token } : {});
  const parameters = await languageOf(run, state).arguments(state, view);
  const timeout = await integerField(run, frame, state, 'TimeoutSeconds', 1);
  const heartbeat = await integerField(run, frame, state, 'HeartbeatSeconds', 1);
  const timing = {
    ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
    ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
  };
  checkParameters(run, integration, state, parameters);
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
    ...(heartbeat === undefined || !waitsForToken ? {} : { heartbeatMs: heartbeat * 1000 }),
    ...(heartbeat === undefined || !waitsForToken || integration.activityArn
      ? {}
      : { heartbeatBy: now + heartbeat * 1000 }),
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
    if (!(error instanceof StateFailed)) throw error;
    return { ok: false, failure: error.failure };
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
  if (phase.outcome) {
    const { outcome, waitsFor } = phase;
    if (!outcome.ok && outcome.timedOut && waitsFor !== undefined) run.stops.push(waitsFor);
    return settle(run, frame, state, outcome);
  }
  if (phase.step !== 'scheduled') return;
  const integration = integrationOfTask(state);
  const type = eventType(integration, 'Started');
  if (integration.functionArn !== undefined) recordNext(run, frame, type);
  else if (!integration.activityArn) recordNext(run, frame, type, resourceMembers(integration));
  phase.step = 'called';
  run.calls.push({ frame: frame.id, attempt: phase.attempt });
};

/**
 * The service has answered. A task that waits for its token or for an execution goes on waiting: the answer is not
 * its result. A failure, and any answer to a plain task, is the attempt's outcome.
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
  if (!answer.ok || integration.pattern === 'request') {
    phase.outcome = answer;
    run.ready.add(frame.id);
    return;
  }
  const output = jsonText(answer.output);
  recordNext(run, frame, 'TaskSubmitted', { ...resourceMembers(integration), output, outputDetails: WHOLE });
  phase.step = 'submitted';
  phase.parameters = null;
  if (integration.pattern !== 'sync') return;
  const arn = String(asObject(answer.output).ExecutionArn);
  phase.waitsFor = arn;
  run.watches.push({ frame: frame.id, attempt: phase.attempt, arn });
};
