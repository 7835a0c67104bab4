import type { QueueNames } from '@callback-relay/contract/names';
import { Duration } from 'aws-cdk-lib';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { alarmPeriod, createAlarm } from '../alarm/create-alarm.ts';

/** Source retention; dead letters keep their first enqueue time, so theirs must be longer. */
const sourceRetention = Duration.days(4);
/** The longest that SQS keeps a message. */
export const deadLetterRetention = Duration.days(14);

export interface QueueWithDeadLettersProps {
  readonly names: QueueNames;
  readonly visibilityTimeout: Duration;
  /** Receives before a message is put aside. */
  readonly maxReceiveCount: number;
  /** Where the alarm on dead letters is published. @default nowhere: it changes colour */
  readonly alarmTopic?: ITopic | undefined;
  /** Encrypts both queues. Its policy must let EventBridge use it where rules feed them. @default a key of SQS */
  readonly encryptionKey?: IKey | undefined;
}

/** A queue, its dead-letter queue and the alarm on it, always together: encrypted at rest, TLS only. */
export class QueueWithDeadLetters extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly alarm: Alarm;

  constructor(scope: Construct, id: string, props: QueueWithDeadLettersProps) {
    super(scope, id);
    const { names, encryptionKey } = props;
    const common = {
      enforceSSL: true,
      ...(encryptionKey === undefined
        ? { encryption: QueueEncryption.SQS_MANAGED }
        : { encryption: QueueEncryption.KMS, encryptionMasterKey: encryptionKey }),
    };
    this.deadLetters = new Queue(this, 'DeadLetters', {
      ...common,
      queueName: names.deadLetters,
      retentionPeriod: deadLetterRetention,
    });
    acknowledge(this.deadLetters, 'Serverless::Serverless-SQSRedrivePolicy');
    this.queue = new Queue(this, 'Queue', {
      ...common,
      queueName: names.queue,
      retentionPeriod: sourceRetention,
      visibilityTimeout: props.visibilityTimeout,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: props.maxReceiveCount },
    });
    this.alarm = createAlarm(this, 'DeadLettersAlarm', {
      alarmName: names.deadLetters,
      description: `Messages of ${names.queue} were put aside.`,
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
