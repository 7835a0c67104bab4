import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** How often metrics are evaluated. */
export const alarmPeriod = Duration.minutes(1);

export interface AlarmProps {
  readonly alarmName: string;
  /** What the alarm means, in a sentence. */
  readonly description: string;
  /** The heading of `docs/runbook.md` that says what to do; a test holds the two together. */
  readonly runbook: string;
  readonly metric: IMetric;
  /** The alarm is raised at this value and above. */
  readonly threshold: number;
  /** Where the alarm is published. @default nowhere: it changes colour */
  readonly topic?: ITopic | undefined;
}

/** An alarm that names its section of the runbook. No data means that nothing is wrong. */
export function createAlarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const alarm = new Alarm(scope, id, {
    alarmName: props.alarmName,
    alarmDescription: `${props.description} See docs/runbook.md#${anchor(props.runbook)}`,
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
