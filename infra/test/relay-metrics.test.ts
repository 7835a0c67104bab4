import { readFileSync } from 'node:fs';
import { type Verdict, verdicts } from '@callback-relay/contract';
import { powertoolsJournal, powertoolsMetrics } from '@callback-relay/relay/aws';
import { relayMetrics } from '@callback-relay/relay/environment';
import { expect, it } from 'vitest';
import { RelayAlarms } from '../lib/operations/relay-alarms.ts';
import { RelayDashboard } from '../lib/operations/relay-dashboard.ts';
import { CallbackRelay } from '../lib/relay/callback-relay.ts';
import { templateOf } from './templates.ts';

const stages = ['blue', 'green'];

/** Two relays in one stack, each with its alarms and its dashboard. */
const template = templateOf((stack) => {
  for (const stage of stages) {
    const relay = new CallbackRelay(stack, `Relay-${stage}`, { stage });
    new RelayAlarms(stack, `Alarms-${stage}`, { relay });
    new RelayDashboard(stack, `Dashboard-${stage}`, { relay });
  }
});

it.each(stages)('what the relay of %s writes is what its alarms and its dashboard look at', (stage) => {
  const written = metricsWrittenBy(`callback-relay-${stage}-relay`);
  const watched = metricsOfAlarms(stage);
  const shown = metricsOfDashboard(stage);
  expect(watched.map(nameOf).sort()).toEqual([
    'broken-invariants',
    'conflicting',
    'denied',
    'forbidden',
    'unclaimed',
  ]);
  expect(new Set(shown.map(nameOf))).toEqual(
    new Set([...Object.keys(verdicts), 'broken-invariants', 'denied', 'faults']),
  );
  expect(written).toEqual(expect.arrayContaining([...watched, ...shown]));
});

it('docs/without-cdk.md shows the alarm that stands here', () => {
  const page = readFileSync(new URL('../../docs/without-cdk.md', import.meta.url), 'utf8');
  const shown = [...page.matchAll(/```json\n(.+?)```/gs)]
    .map(([, text = '']) => JSON.parse(text.replaceAll('STAGE', 'blue')))
    .find(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const written = Object.values(template.findResources('AWS::CloudWatch::Alarm')).find(
    ({ Properties }) => Properties.AlarmName === 'callback-relay-blue-denied',
  );
  const { AlarmName, AlarmDescription, Dimensions, ...rest } = written?.Properties ?? {};
  const [{ Name, Value }] = Dimensions;
  expect(shown?.Properties).toEqual({ ...rest, Dimensions: [{ Name, Value: deployed(Value) }] });
});

/** Namespace, name, and each dimension with its value: what makes a metric of CloudWatch that one and no other. */
type MetricId = readonly [namespace: string, name: string, ...dimensions: string[]];

function nameOf([, name]: MetricId): string {
  return name;
}

/** As CloudWatch reads the line that a function of this name logs when it has seen everything. */
function metricsWrittenBy(functionName: string): MetricId[] {
  const metrics = powertoolsMetrics(functionName);
  const journal = powertoolsJournal({ info() {}, warn() {}, error() {} }, metrics);
  const event = {
    id: 'event',
    source: 'payments',
    account: '111122223333',
    detailType: 'Callback Succeeded',
  };
  for (const verdict of Object.keys(verdicts) as Verdict[]) {
    journal.verdict({ verdict, correlationId: null, event, reason: '', repeated: false });
  }
  for (const needsOperator of [true, false]) {
    journal.fault({ operation: 'PutEvents', kind: 'notDone', error: 'Error', message: '', needsOperator });
  }
  journal.brokenInvariant({ promise: 2, rule: '' });
  const line = metrics.serializeMetrics();
  return line._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Metrics.flatMap(({ Name }) =>
      Dimensions.map(
        (names): MetricId => [Namespace, Name, ...names.flatMap((name) => [name, String(line[name])])],
      ),
    ),
  );
}

function metricsOfAlarms(stage: string): MetricId[] {
  return Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .filter(({ Properties }) => Properties.AlarmName.startsWith(`callback-relay-${stage}-`))
    .filter(({ Properties }) => Properties.Namespace === relayMetrics.namespace)
    .map(({ Properties: { Namespace, MetricName, Dimensions } }) => [
      Namespace,
      MetricName,
      ...Dimensions.flatMap(({ Name, Value }: { Name: string; Value: unknown }) => [Name, deployed(Value)]),
    ]);
}

function metricsOfDashboard(stage: string): MetricId[] {
  const [dashboard] = Object.values(
    template.findResources('AWS::CloudWatch::Dashboard', {
      Properties: { DashboardName: `callback-relay-${stage}` },
    }),
  );
  const { widgets } = JSON.parse(deployed(dashboard?.Properties.DashboardBody));
  return widgets
    .flatMap(({ properties }: { properties: { metrics: unknown[][] } }) => properties.metrics)
    .map((metric: unknown[]) => metric.filter((part) => typeof part === 'string'))
    .filter(([namespace]: MetricId) => namespace === relayMetrics.namespace);
}

/** The text as CneedsOperatorFormation fills it in: functions by their names. */
function deployed(text: unknown): string {
  if (typeof text === 'string') return text;
  const { Ref: reference = '', 'Fn::Join': join } = text as {
    readonly Ref?: string;
    readonly 'Fn::Join'?: readonly [string, readonly unknown[]];
  };
  if (join !== undefined) return join[1].map(deployed).join(join[0]);
  return template.findResources('AWS::Lambda::Function')[reference]?.Properties.FunctionName ?? reference;
}
