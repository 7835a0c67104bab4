import type { Verdict } from '@callback-relay/contract';
import { relayMetrics } from '@callback-relay/relay/environment';
import { Metric, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { alarmPeriod } from '../alarm/create-alarm.ts';

/** The calls that Step Functions meters apart: each has a token bucket of its own. */
export const sendTaskCalls = ['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat'] as const;
export type SendTaskCall = (typeof sendTaskCalls)[number];

/** A count that a relay itself writes: a verdict, or one of the names in `relayMetrics`. */
export function relayMetric(
  relay: { readonly function: IFunction },
  metricName: Verdict | 'faults' | 'denied' | 'broken-invariants',
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: relayMetrics.namespace,
    metricName,
    dimensionsMap: { [relayMetrics.dimension]: relay.function.functionName },
    statistic: 'Sum',
    period: alarmPeriod,
    ...options,
  });
}

/** Step Functions' metrics of one API's token bucket. They are the account's, so stages share them. */
export function sendTaskMetric(
  metricName: 'ThrottledEvents' | 'ConsumedCapacity',
  call: SendTaskCall,
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: { APIName: call },
    statistic: 'Sum',
    period: alarmPeriod,
    ...options,
  });
}

/** Step Functions' metrics of all tasks of the account that wait for a token behind a function. */
export function callbackTasksMetric(
  metricName: 'ServiceIntegrationsScheduled' | 'ServiceIntegrationsTimedOut' | 'ServiceIntegrationTime',
  partition: string,
  options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: 'AWS/States',
    metricName,
    dimensionsMap: {
      ServiceIntegrationResourceArn: `arn:${partition}:states:::lambda:invoke.waitForTaskToken`,
    },
    statistic: 'Sum',
    period: alarmPeriod,
    ...options,
  });
}
