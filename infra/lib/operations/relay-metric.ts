import type { Verdict } from '@callback-relay/contract';
import { relayMetrics } from '@callback-relay/relay/environment';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { CallbackRelay } from '../relay/callback-relay.ts';
import { alarmPeriod } from '../watch.ts';

/** A count that this relay itself writes: a verdict, or one of the names in `relayMetrics`. */
export function relayCount(
  relay: CallbackRelay,
  metricName: Verdict | typeof relayMetrics.faults | typeof relayMetrics.denied,
): Metric {
  return new Metric({
    namespace: relayMetrics.namespace,
    metricName,
    dimensionsMap: { [relayMetrics.dimension]: relay.function.functionName },
    statistic: 'Sum',
    period: alarmPeriod,
  });
}

export const sendTaskCalls = ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'] as const;

/** Step Functions' metrics of one API's token bucket. They are the account's, so stages share them. */
export function quotaMetric(
  metricName: 'ThrottledEvents' | 'ConsumedCapacity',
  apiName: (typeof sendTaskCalls)[number],
): Metric {
  return new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: { APIName: apiName },
    statistic: 'Sum',
    period: alarmPeriod,
  });
}

/** Step Functions' metrics of all tasks of the account that wait for a token behind a function. */
export function callbackTasks(
  metricName: 'ServiceIntegrationsScheduled' | 'ServiceIntegrationsTimedOut' | 'ServiceIntegrationTime',
  partition: string,
  statistic = 'Sum',
): Metric {
  return new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: {
      ServiceIntegrationResourceArn: `arn:${partition}:states:::lambda:invoke.waitForTaskToken`,
    },
    statistic,
    period: alarmPeriod,
  });
}
