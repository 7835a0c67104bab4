import { AwsError } from '../foundation/aws-error.ts';
import type { Clock } from '../foundation/clock.ts';
import type { Collection } from '../foundation/data/key-value-store.ts';
import { errorMessage } from '../foundation/error-message.ts';
import { type Attempted, createKeptAttempts } from '../foundation/kept-attempts.ts';
import type { Caller, CallService } from '../foundation/service.ts';
import { retryPolicyOf, type ScheduleRecord } from './schedule.ts';
import { type Firing, type TargetPorts, targetRequest } from './target-request.ts';

export interface FiringPorts extends TargetPorts {
  readonly clock: Clock;
  readonly callService: CallService;
  readonly track: <Value>(work: Promise<Value>) => Promise<Value>;
}

/** One firing on its way to its target: plain data, so that a restart goes on with it. */
export interface PendingFiring extends Firing, Attempted {
  readonly schedule: ScheduleRecord;
}

const LONGEST_PAUSE_MS = 600_000;

export function createFirings(ports: FiringPorts, collection: Collection<PendingFiring>) {
  const { clock, callService, queueUrlOf } = ports;

  async function attempt(firing: PendingFiring): Promise<PendingFiring | undefined> {
    const caller = callerOf(firing.schedule);
    try {
      const { service, operation, input } = targetRequest(firing.schedule, firing, ports);
      await callService(service, operation, input, caller);
    } catch (error) {
      const pause = Math.min(1000 * 2 ** (firing.attempt - 1), LONGEST_PAUSE_MS);
      if (isTransient(error) && mayRetry(firing, clock.now() + pause)) {
        return { ...firing, attempt: firing.attempt + 1, nextAttemptAt: clock.now() + pause };
      }
      await deadLetter(firing, error, caller).catch(() => {});
    }
    return undefined;
  }

  async function deadLetter(firing: PendingFiring, error: unknown, caller: Caller): Promise<void> {
    const { target, arn } = firing.schedule;
    if (target.DeadLetterConfig?.Arn === undefined) return;
    const texts = {
      ERROR_CODE: error instanceof AwsError ? error.code : 'InternalFailure',
      ERROR_MESSAGE: errorMessage(error),
      EXECUTION_ID: firing.id,
      RETRY_ATTEMPTS: String(firing.attempt - 1),
      SCHEDULE_ARN: arn,
      TARGET_ARN: target.Arn,
    };
    const attributes = Object.entries(texts).map(
      ([name, StringValue]) => [name, { DataType: 'String', StringValue }] as const,
    );
    const input = {
      QueueUrl: queueUrlOf(target.DeadLetterConfig.Arn),
      MessageBody: JSON.stringify(targetRequest(firing.schedule, firing, ports).input),
      MessageAttributes: Object.fromEntries(attributes),
    };
    await callService('sqs', 'SendMessage', input, caller);
  }

  return createKeptAttempts({ ...ports, collection, keyOf: ({ id }) => id, attempt });
}

function mayRetry({ schedule, attempt, scheduledAt }: PendingFiring, at: number): boolean {
  const { MaximumRetryAttempts, MaximumEventAgeInSeconds } = retryPolicyOf(schedule.target);
  return attempt <= MaximumRetryAttempts && at - scheduledAt <= MaximumEventAgeInSeconds * 1000;
}

function isTransient(error: unknown): boolean {
  return !(error instanceof AwsError) || error.status >= 500 || /Throttl|TooManyRequests/.test(error.code);
}

/** Scheduler under the target's role. */
function callerOf({ arn, target }: ScheduleRecord): Caller {
  const [, , , region = '', account = ''] = arn.split(':');
  return { account, region, roleArn: target.RoleArn, sessionName: 'scheduler' };
}
