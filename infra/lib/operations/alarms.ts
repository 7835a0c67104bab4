import type { Verdict } from '@callback-relay/contract';
import { relayMetrics } from '@callback-relay/relay/environment';
import { Duration, Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { stagePrefix } from '../names.ts';
import type { CallbackRelay } from '../relay/callback-relay.ts';
import { alarmPeriod, watch } from '../watch.ts';
import { callbackTasks, quotaMetric, relayCount, sendTaskCalls } from './relay-metric.ts';

export interface RelayAlarmsProps {
  readonly relay: CallbackRelay;
  /** Who is told. @default nobody: alarms change colour */
  readonly topic?: ITopic;
  /** A result waits this long: longer than results are parked. @default the parked time and 15 minutes */
  readonly oldestResult?: Duration;
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

interface Watched {
  readonly says: string;
  readonly runbook: string;
  readonly metric: IMetric;
  readonly threshold: number;
}

/** The alarms of a relay, each with its section in the runbook. Dead letters have theirs with their queues. */
export class RelayAlarms extends Construct {
  constructor(scope: Construct, id: string, props: RelayAlarmsProps) {
    super(scope, id);
    const { relay, topic } = props;
    for (const [name, watched] of Object.entries({
      ...ofService(this, props),
      ...ofQuota(props),
      ...ofVerdicts(props),
    })) {
      watch(this, name, { ...watched, alarmName: `${stagePrefix(relay.stage)}-${name}`, topic });
    }
  }
}

function ofService(scope: Construct, props: RelayAlarmsProps): Readonly<Record<string, Watched>> {
  const { relay } = props;
  const oldest = props.oldestResult ?? relay.parkedFor.plus(Duration.minutes(15));
  return {
    'oldest-result': {
      says: 'A result waits for the relay longer than any is parked.',
      runbook: 'Oldest result waiting',
      metric: relay.relayQueue.metricApproximateAgeOfOldestMessage({
        period: alarmPeriod,
        statistic: 'Maximum',
      }),
      threshold: oldest.toSeconds(),
    },
    'overdue-callbacks': {
      says: 'Callbacks timed out before a result came.',
      runbook: 'Overdue callbacks',
      metric: callbackTasks('ServiceIntegrationsTimedOut', Stack.of(scope).partition),
      threshold: props.overdue ?? 1,
    },
    'function-errors': {
      says: 'Invocations of the relay function failed.',
      runbook: 'Function errors',
      metric: relay.function.metricErrors({ period: alarmPeriod }),
      threshold: props.functionErrors ?? 1,
    },
    denied: {
      says: 'AWS denies a call of the relay, and will until a grant or a key is put right.',
      runbook: 'Denied calls',
      metric: relayCount(relay, relayMetrics.denied),
      threshold: 1,
    },
  };
}

/** One for each call: each has a bucket of its own. */
function ofQuota({ throttled = 50 }: RelayAlarmsProps): Readonly<Record<string, Watched>> {
  const watched = sendTaskCalls.map((call): [string, Watched] => [
    `throttled-${call}`,
    {
      says: `Step Functions throttles ${call}.`,
      runbook: 'Throttled',
      metric: quotaMetric('ThrottledEvents', call),
      threshold: throttled,
    },
  ]);
  return Object.fromEntries(watched);
}

function ofVerdicts(props: RelayAlarmsProps): Readonly<Record<string, Watched>> {
  const verdict = (name: Verdict, says: string, runbook: string, threshold = 1): Watched => ({
    says,
    runbook,
    metric: relayCount(props.relay, name),
    threshold,
  });
  return {
    conflicting: verdict(
      'conflicting',
      'A callback got two different results.',
      'Conflicting results',
      props.conflicting,
    ),
    forbidden: verdict('forbidden', 'Somebody answered who may not.', 'Forbidden results', props.forbidden),
    unclaimed: verdict(
      'unclaimed',
      'A result came for a callback that never opened.',
      'Unclaimed results',
      props.unclaimed,
    ),
  };
}
