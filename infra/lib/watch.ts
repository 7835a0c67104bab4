import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** How often metrics are looked at. */
export const alarmPeriod = Duration.minutes(1);

export interface WatchProps {
  readonly alarmName: string;
  /** What it means that the alarm rings, in a sentence. */
  readonly says: string;
  /** The heading of `docs/runbook.md` that says what to do; a test holds the two together. */
  readonly runbook: string;
  readonly metric: IMetric;
  /** Rings at this value and above. */
  readonly threshold: number;
  /** Who is told. @default nobody: the alarm changes colour */
  readonly topic?: ITopic | undefined;
}

/** An alarm that names its section of the runbook. No data means that nothing is wrong. */
export function watch(scope: Construct, id: string, props: WatchProps): Alarm {
  const alarm = new Alarm(scope, id, {
    alarmName: props.alarmName,
    alarmDescription: `${props.says} See docs/runbook.md#${anchor(props.runbook)}`,
    metric: props.metric,
    threshold: props.threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  if (props.topic !== undefined) alarm.addAlarmAction(new SnsAction(props.topic));
  return alarm;
}

function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(' ', '-');
}
