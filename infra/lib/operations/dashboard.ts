import { type Verdict, verdicts } from '@callback-relay/contract';
import { Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { stagePrefix } from '../names.ts';
import type { CallbackRelay } from '../relay/callback-relay.ts';
import { alarmPeriod } from '../watch.ts';
import { callbackTasks, quotaMetric, relayCount, sendTaskCalls } from './relay-metric.ts';

/** One screen of a relay: what comes in, what becomes of it, and what waits. */
export function relayDashboard(scope: Construct, id: string, relay: CallbackRelay): Dashboard {
  const { partition } = Stack.of(scope);
  const newest = { period: alarmPeriod, statistic: 'Maximum' };
  return new Dashboard(scope, id, {
    dashboardName: stagePrefix(relay.stage),
    widgets: [
      [
        graph('Callbacks of the account', [
          callbackTasks('ServiceIntegrationsScheduled', partition).with({ label: 'opened' }),
          callbackTasks('ServiceIntegrationsTimedOut', partition).with({ label: 'timed out' }),
          relayCount(relay, 'delivered'),
        ]),
        graph('Wait for an answer, ms', [
          callbackTasks('ServiceIntegrationTime', partition, 'p50').with({ label: 'p50' }),
          callbackTasks('ServiceIntegrationTime', partition, 'p99').with({ label: 'p99' }),
          callbackTasks('ServiceIntegrationTime', partition, 'Maximum').with({ label: 'longest' }),
        ]),
      ],
      [
        graph(
          'Verdicts',
          (Object.keys(verdicts) as Verdict[]).map((verdict) => relayCount(relay, verdict)),
        ),
        graph('Calls that failed', [relayCount(relay, 'faults'), relayCount(relay, 'denied')]),
      ],
      [
        graph('Relay lag: age of the oldest result, s', [
          relay.relayQueue.metricApproximateAgeOfOldestMessage(newest),
        ]),
        graph('Results waiting, parked or in work', [
          relay.relayQueue.metricApproximateNumberOfMessagesVisible(newest),
          relay.relayQueue.metricApproximateNumberOfMessagesNotVisible(newest),
          relay.deadLetters.metricApproximateNumberOfMessagesVisible({ ...newest, label: 'dead letters' }),
        ]),
      ],
      [
        graph(
          'Step Functions quota used, calls a minute',
          sendTaskCalls.map((call) => quotaMetric('ConsumedCapacity', call).with({ label: call })),
        ),
        graph('Relay function', [
          relay.function.metricErrors({ period: alarmPeriod }),
          relay.function.metricThrottles({ period: alarmPeriod }),
          relay.function.metric('ConcurrentExecutions', newest),
        ]),
      ],
    ],
  });
}

function graph(title: string, metrics: readonly IMetric[]): IWidget {
  return new GraphWidget({ title, left: [...metrics], width: 12 });
}
