import { type Verdict, verdicts } from '@callback-relay/contract';
import { Stack } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { alarmPeriod } from '../alarm/create-alarm.ts';
import type { CallbackRelay } from '../relay/callback-relay.ts';
import { callbackTasksMetric, sendTaskCalls } from '../relay/relay-metrics.ts';

export interface RelayDashboardProps {
  readonly relay: CallbackRelay;
}

/** One screen of a relay: what comes in, what becomes of it, and what waits. */
export class RelayDashboard extends Construct {
  readonly dashboard: Dashboard;

  constructor(scope: Construct, id: string, { relay }: RelayDashboardProps) {
    super(scope, id);
    this.dashboard = new Dashboard(this, 'Dashboard', {
      dashboardName: relay.names.dashboard,
      widgets: widgetsOf(relay),
    });
  }
}

function widgetsOf(relay: CallbackRelay): IWidget[][] {
  const { partition } = Stack.of(relay);
  const newest = { period: alarmPeriod, statistic: 'Maximum' };
  return [
    [
      graph('Callbacks of the account', [
        callbackTasksMetric('ServiceIntegrationsScheduled', partition, { label: 'opened' }),
        callbackTasksMetric('ServiceIntegrationsTimedOut', partition, { label: 'timed out' }),
        relay.metricVerdict('delivered'),
      ]),
      graph('Wait for an answer, ms', [
        callbackTasksMetric('ServiceIntegrationTime', partition, { statistic: 'p50', label: 'p50' }),
        callbackTasksMetric('ServiceIntegrationTime', partition, { statistic: 'p99', label: 'p99' }),
        callbackTasksMetric('ServiceIntegrationTime', partition, { statistic: 'Maximum', label: 'longest' }),
      ]),
    ],
    [
      graph(
        'Verdicts',
        (Object.keys(verdicts) as Verdict[]).map((verdict) => relay.metricVerdict(verdict)),
      ),
      graph('Calls that failed', [
        relay.metricFaults(),
        relay.metricDenied(),
        relay.metricBrokenInvariants(),
      ]),
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
        sendTaskCalls.map((call) => relay.metricSendTaskConsumed(call, { label: call })),
      ),
      graph('Relay function', [
        relay.function.metricErrors({ period: alarmPeriod }),
        relay.function.metricThrottles({ period: alarmPeriod }),
        relay.function.metric('ConcurrentExecutions', newest),
      ]),
    ],
  ];
}

function graph(title: string, metrics: readonly IMetric[]): IWidget {
  return new GraphWidget({ title, left: [...metrics], width: 12 });
}
