import { AwsError } from '../../foundation/aws-error.ts';
import type { Operations } from '../../foundation/service.ts';
import type { OfferedTask } from '../engine/activity-queue.ts';
import { openAttempt } from '../engine/advance.ts';
import { type JsonObject, jsonText } from '../json.ts';
import { recordNext } from '../run/run.ts';
import { arnMember, checkName } from './arns.ts';
import { ownKey } from './logging.ts';
import { optionalString, pageOf, type Request, requiredString, seconds } from './request.ts';
import type { StatesContext } from './states-context.ts';
import { tagsOf } from './tags.ts';

/** Work outside of AWS that is polled for. */
export interface ActivityRecord {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
}

/** How long GetActivityTask waits for a task: https://docs.aws.amazon.com/step-functions/latest/apireference/API_GetActivityTask.html */
const POLL_MS = 60_000;

const allActivities = ({ store }: StatesContext) => store.documents<ActivityRecord>('activities');

const found = (context: StatesContext, request: Request): ActivityRecord => {
  const arn = arnMember(request, 'activityArn', 'activity');
  const activity = allActivities(context).get(arn);
  if (!activity) throw new AwsError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
  return activity;
};

const members = ({ arn, name, createdAt }: ActivityRecord): JsonObject => ({
  activityArn: arn,
  name,
  creationDate: seconds(createdAt),
});

const describe = (activity: ActivityRecord): JsonObject => ({
  ...members(activity),
  encryptionConfiguration: ownKey,
});

const create = (context: StatesContext, request: Request): JsonObject => {
  const name = checkName(requiredString(request, 'name'));
  const arn = `arn:aws:states:${context.region}:${context.account}:activity:${name}`;
  const existing = allActivities(context).get(arn);
  const activity = existing ?? { arn, name, createdAt: context.clock.now() };
  if (!existing) {
    allActivities(context).put(arn, activity);
    context.store.documents('tags').put(arn, tagsOf(request));
  }
  return { activityArn: arn, creationDate: seconds(activity.createdAt) };
};

/** The token and input of a task that is handed to a worker; undefined if the task is over by now. */
const handOver = async (
  context: StatesContext,
  task: OfferedTask,
  workerName: string | undefined,
): Promise<JsonObject | undefined> => {
  let handed: JsonObject | undefined;
  await context.engine.send(task.executionArn, (run) => {
    const phase = openAttempt(run.execution, task.frame, task.attempt);
    const frame = run.execution.frames[task.frame];
    if (!phase || !frame) return;
    recordNext(run, frame, 'ActivityStarted', workerName === undefined ? {} : { workerName });
    phase.step = 'submitted';
    // Heartbeats are due from the moment that a worker has the task.
    if (phase.heartbeatMs !== undefined) phase.heartbeatBy = run.context.now() + phase.heartbeatMs;
    handed = { taskToken: phase.token, input: jsonText(phase.parameters) };
  });
  return handed;
};

const poll = async (context: StatesContext, request: Request): Promise<JsonObject> => {
  const { arn } = found(context, request);
  const workerName = optionalString(request, 'workerName', 80);
  const waiting = new AbortController();
  const timer = context.clock.setTimer(context.clock.now() + POLL_MS, () => waiting.abort());
  try {
    for (;;) {
      const task = await context.activities.take(arn, AbortSignal.any([waiting.signal, context.stopping]));
      if (!task) return {};
      const handed = await handOver(context, task, workerName);
      if (handed) return handed;
    }
  } finally {
    timer.cancel();
  }
};

export const activityOperations = (context: StatesContext) =>
  ({
    CreateActivity: async (request) => create(context, request),
    DescribeActivity: async (request) => describe(found(context, request)),
    async DeleteActivity(request) {
      const arn = arnMember(request, 'activityArn', 'activity');
      allActivities(context).remove(arn);
      context.store.documents('tags').remove(arn);
      return {};
    },
    async ListActivities(request) {
      const { items, nextToken } = pageOf(request, 'activities', allActivities(context).values());
      return { activities: items.map(members), ...nextToken };
    },
    GetActivityTask: (request) => poll(context, request),
  }) satisfies Operations;
