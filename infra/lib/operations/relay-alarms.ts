import type { Verdict } from '@callback-relay/contract';
import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { alarmPeriod, createAlarm } from '../alarm/create-alarm.ts';
import type { CallbackRelay } from '../relay/callback-relay.ts';
import { callbackTasksMetric, sendTaskCalls } from '../relay/relay-metrics.ts';

/** From which value each alarm is raised. */
export interface AlarmThresholds {
  /** A result waits this long: longer than results are parked. @default the parked time and 15 minutes */
  readonly oldestResult?: Duration;
  /** Results in flight: SQS takes 120,000 of a queue, then gives none. @default 60,000 */
  readonly inFlight?: number;
  /** Callbacks that time out in a minute. @default 1 */
  readonly overdue?: number;
  /** Results in a minute that contradict the first. @default 1 */
  readonly conflicting?: number;
  /** Results in a minute from who may not answer. @default 1 */
  readonly forbidden?: number;
  /** Results in a minute whose callback never opened. @default 1 */
  readonly unclaimed?: number;
  /** Calls of one of SendTask* in a minute that Step Functions throttled. @default 50 */
  readonly throttled?: number;
  /** Invocations in a minute that the relay function failed. @default 1 */
  readonly functionErrors?: number;
}

export interface RelayAlarmsProps extends AlarmThresholds {
  readonly relay: CallbackRelay;
  /** Where alarms are published. @default nowhere: alarms change colour */
  readonly topic?: ITopic;
}

interface AlarmOf {
  readonly description: string;
  readonly runbook: string;
  readonly metric: IMetric;
  readonly threshold: number;
}

/** The alarms of a relay, each with its section in the runbook. Dead letters have theirs with their queues. */
export class RelayAlarms extends Construct {
  constructor(scope: Construct, id: string, props: RelayAlarmsProps) {
    super(scope, id);
    const { relay, topic } = props;
    for (const [name, alarm] of Object.entries({
      ...ofService(this, props),
      ...ofQueue(props),
      ...ofQuota(props),
      ...ofVerdicts(props),
    })) {
      createAlarm(this, name, { ...alarm, alarmName: relay.names.alarm(name), topic });
    }
  }
}

function ofService(scope: Construct, props: RelayAlarmsProps): Readonly<Record<string, AlarmOf>> {
  const { relay } = props;
  return {
    'overdue-callbacks': {
      description: 'Callbacks timed out before a result came.',
      runbook: 'Overdue callbacks',
      metric: callbackTasksMetric('ServiceIntegrationsTimedOut', Stack.of(scope).partition),
      threshold: props.overdue ?? 1,
    },
    'function-errors': {
      description: 'Invocations of the relay function failed.',
      runbook: 'Function errors',
      metric: relay.function.metricErrors({ period: alarmPeriod }),
      threshold: props.functionErrors ?? 1,
    },
    denied: {
      description: 'AWS denies a call of the relay, and will until a grant or a key is put right.',
      runbook: 'Denied calls',
      metric: relay.metricDenied(),
      threshold: 1,
    },
    'broken-invariants': {
      description:
        'A rule of the protocol did not hold: the relay left undone what would have broken a promise.',
      runbook: 'Broken invariants',
      metric: relay.metricBrokenInvariants(),
      threshold: 1,
    },
  };
}

function ofQueue({ relay, oldestResult, inFlight }: RelayAlarmsProps): Readonly<Record<string, AlarmOf>> {
  const maximum = { period: alarmPeriod, statistic: 'Maximum' };
  return {
    'oldest-result': {
      description: 'A result waits for the relay longer than any is parked.',
      runbook: 'Oldest result waiting',
      metric: relay.relayQueue.metricApproximateAgeOfOldestMessage(maximum),
      threshold: (oldestResult ?? relay.parkedFor.plus(Duration.minutes(15))).toSeconds(),
    },
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
    'in-flight': {
      description: 'The relay queue nears the 120,000 messages in flight that SQS allows.',
      runbook: 'Messages in flight',
      metric: relay.relayQueue.metricApproximateNumberOfMessagesNotVisible(maximum),
      threshold: inFlight ?? 60_000,
    },
  };
}

/** One for each call: each has a bucket of its own. */
function ofQuota({ relay, throttled = 50 }: RelayAlarmsProps): Readonly<Record<string, AlarmOf>> {
  const alarms = sendTaskCalls.map((call): [string, AlarmOf] => [
    `throttled-${call}`,
    {
      description: `Step Functions throttles ${call}.`,
      runbook: 'Throttled',
      metric: relay.metricSendTaskThrottled(call),
      threshold: throttled,
    },
  ]);
  return Object.fromEntries(alarms);
}

function ofVerdicts(props: RelayAlarmsProps): Readonly<Record<string, AlarmOf>> {
  const verdict = (name: Verdict, description: string, runbook: string, threshold = 1): AlarmOf => ({
    description,
    runbook,
    metric: props.relay.metricVerdict(name),
    threshold,
  });
  return {
    conflicting: verdict(
      'conflicting',
      'A callback got two different results.',
      'Conflicting results',
      props.conflicting,
    ),
    forbidden: verdict(
      'forbidden',
      'A source or account answered that may not.',
      'Forbidden results',
      props.forbidden,
    ),
    unclaimed: verdict(
      'unclaimed',
      'A result came for a callback that never opened.',
      'Unclaimed results',
      props.unclaimed,
    ),
  };
}
