import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { acknowledgeAnswerableNames } from '../acknowledgements.ts';
import { functionTimeout } from '../function/bundled-function.ts';
import { mistake } from '../mistake.ts';
import { relayNames } from '../names.ts';
import { GuardedQueue } from '../queue/guarded-queue.ts';
import { checkedStage } from '../stage.ts';
import { callbacksTable } from './callbacks-table.ts';
import { RelayBus } from './relay-bus.ts';
import { relayFunction } from './relay-function.ts';
import { admitMappings } from './relay-queue-policy.ts';
import type { ICallbackRelay } from './relay-reference.ts';
import { relayRules } from './relay-rules.ts';
import { checkedRowRetention } from './row-retention.ts';

export interface CallbackRelayProps {
  /** Part of every name: 1 to 12 of a-z and 0-9. `prod` keeps its data when its stack goes. */
  readonly stage: string;
  /**
   * How many instances of the relay may run at once, 2 to 1,000. Each gets its share of Step Functions' quota.
   * @default 10
   */
  readonly maxConcurrency?: number;
  /**
   * How long a result waits for a callback that is not open yet; at most 12 h, the longest SQS visibility.
   * @default 1 hour
   */
  readonly parkedFor?: Duration;
  /**
   * How long a row outlives its deadline: at least the 14 days of the dead-letter queue, so that a redrive finds it.
   * @default 15 days
   */
  readonly rowRetention?: Duration;
  /**
   * Names of state machines that the relay may answer, `*` standing for any characters, beside those that
   * `grantTaskResponse` names.
   * @default none
   */
  readonly answerableNames?: readonly string[];
  /** Who is told of dead letters. @default nobody: the alarm changes colour */
  readonly alarmTopic?: ITopic;
}

/** Bus, relay queue, callbacks table and relay function: one of them serves an account, a region and a stage. */
export class CallbackRelay extends Construct implements ICallbackRelay {
  readonly stage: string;
  readonly eventBus: RelayBus;
  readonly table: Table;
  readonly tableName: string;
  readonly tableArn: string;
  readonly relayQueue: IQueue;
  readonly deadLetters: IQueue;
  readonly function: LambdaFunction;
  /** How long a result waits for its callback. */
  readonly parkedFor: Duration;

  constructor(scope: Construct, id: string, props: CallbackRelayProps) {
    super(scope, id);
    const stage = checkedStage(this, props.stage);
    const names = relayNames(stage);
    const results = new GuardedQueue(this, 'Results', {
      queueName: names.relayQueue,
      visibilityTimeout: Duration.seconds(functionTimeout.toSeconds() * 6),
      // The relay backs off by making messages invisible, and each look counts as a receive: high enough for an
      // outage of hours, low enough that poison ends.
      maxReceiveCount: 200,
      alarmTopic: props.alarmTopic,
    });
    this.stage = stage;
    this.parkedFor = checkedParkedFor(this, props.parkedFor);
    this.eventBus = new RelayBus(this, 'Bus', stage);
    this.table = callbacksTable(this, 'Callbacks', stage);
    this.tableName = this.table.tableName;
    this.tableArn = this.table.tableArn;
    this.relayQueue = results.queue;
    this.deadLetters = results.deadLetters;
    relayRules(this, stage, this.eventBus, results);
    admitMappings(stage, [results.queue, results.deadLetters]);
    this.function = relayFunction(this, 'Relay', {
      stage,
      table: this.table,
      eventBus: this.eventBus,
      results,
      maxConcurrency: props.maxConcurrency ?? 10,
      parkedFor: this.parkedFor,
      rowRetention: checkedRowRetention(this, props.rowRetention),
    });
    if (props.answerableNames !== undefined) this.#grantAnswering(props.answerableNames);
  }

  grantTaskResponse(stateMachine: IStateMachine): void {
    stateMachine.grantTaskResponse(this.function);
  }

  #grantAnswering(names: readonly string[]): void {
    const arnOf = (resourceName: string) =>
      Stack.of(this).formatArn({
        service: 'states',
        resource: 'stateMachine',
        resourceName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
    this.function.addToRolePolicy(
      new PolicyStatement({
        actions: ['states:SendTaskSuccess', 'states:SendTaskFailure', 'states:SendTaskHeartbeat'],
        resources: names.map(arnOf),
      }),
    );
    acknowledgeAnswerableNames(this, names);
  }
}

function checkedParkedFor(scope: Construct, parkedFor = Duration.hours(1)): Duration {
  if (parkedFor.toSeconds() >= 1 && parkedFor.toSeconds() <= 43_200) return parkedFor;
  throw mistake(scope, {
    wrong: 'parkedFor is not between 1 s and 12 h, the longest that SQS keeps a message invisible',
    given: `${parkedFor.toSeconds()} s`,
    remedy: 'lower it',
  });
}
