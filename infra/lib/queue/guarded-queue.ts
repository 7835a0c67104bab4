import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { deadLettersOf } from '../names.ts';
import { alarmPeriod, watch } from '../watch.ts';

/** Source retention; dead letters keep their first enqueue time, so theirs must be longer. */
const sourceRetention = Duration.days(4);
/** The longest that SQS keeps a message. */
export const deadLetterRetention = Duration.days(14);

export interface GuardedQueueProps {
  readonly queueName: string;
  readonly visibilityTimeout: Duration;
  /** Receives before a message is put aside. */
  readonly maxReceiveCount: number;
  /** Who is told of dead letters. @default nobody: the alarm changes colour */
  readonly alarmTopic?: ITopic | undefined;
}

/** A queue, its dead-letter queue and the alarm on it, always together: encrypted at rest, TLS only. */
export class GuardedQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: GuardedQueueProps) {
    super(scope, id);
    const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      queueName: deadLettersOf(props.queueName),
      retentionPeriod: deadLetterRetention,
    });
    acknowledge(this.deadLetters, 'Serverless::Serverless-SQSRedrivePolicy');
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: props.queueName,
      retentionPeriod: sourceRetention,
      visibilityTimeout: props.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount },
    });
    this.alarm = watch(this, 'DeadLettersAlarm', {
      alarmName: deadLettersOf(props.queueName),
      says: `Messages of ${props.queueName} were put aside.`,
      runbook: 'Dead letters',
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: alarmPeriod,
        statistic: 'Maximum',
      }),
      threshold: 1,
      topic: props.alarmTopic,
    });
  }
}
