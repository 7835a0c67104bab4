import { resultTypes, type Verdict } from '@callback-relay/contract';
import type { RelayNames } from '@callback-relay/contract/names';
import { visibilityTimeoutFactor } from '@callback-relay/contract/runtime';
import { Duration, Stack } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { functionTimeout } from '../function/bundled-function.ts';
import { publishingStatement } from '../function/event-publishing.ts';
import { relayNames } from '../naming/relay-names.ts';
import { QueueWithDeadLetters } from '../queue/queue-with-dead-letters.ts';
import { checkedStage, isProtectedByDefault } from '../stage.ts';
import { validationError } from '../validation-error.ts';
import { allowAnswering } from './answerable-names.ts';
import type { CallbackRelayProps } from './callback-relay-props.ts';
import { callbacksTable } from './callbacks-table.ts';
import { deferredQueue } from './deferred-queue.ts';
import { ImportedRelay, type RelayLocation } from './imported-relay.ts';
import { checkedParkedFor } from './parked-for.ts';
import type { ICallbackRelay } from './relay-attributes.ts';
import { RelayBus } from './relay-bus.ts';
import { relayFunction } from './relay-function.ts';
import { checkedSource, grantAnswer, grantOperate, grantReadHistories } from './relay-grants.ts';
import { relayMetric, type SendTaskCall, sendTaskMetric } from './relay-metrics.ts';
import { allowMappings } from './relay-queue-policy.ts';
import { relayRoleIn } from './relay-role.ts';
import { relayRules } from './relay-rules.ts';
import { checkedRowRetention } from './row-retention.ts';

const visibilityTimeout = Duration.seconds(functionTimeout.toSeconds() * visibilityTimeoutFactor);

/** Bus, relay queue, callbacks table and relay function: one of them serves an account, a region and a stage. */
export class CallbackRelay extends Construct implements ICallbackRelay {
  /**
   * The relay of a stage, known by its names alone. Deploying needs the relay only where a resource attaches to it: a grant
   * of task responses to its role, and a rule to its bus. CloudFormation then names what is missing.
   */
  static fromStage(
    scope: Construct,
    id: string,
    stage: string,
    location: RelayLocation = {},
  ): ICallbackRelay {
    return new ImportedRelay(scope, id, stage, location);
  }

  readonly stage: string;
  readonly names: RelayNames;
  readonly dataProtection: boolean;
  readonly eventBus: IEventBus;
  readonly table: ITable;
  readonly tableName: string;
  readonly tableArn: string;
  readonly relayQueue: IQueue;
  readonly deadLetters: IQueue;
  /** What is to be handled again later than in a moment. */
  readonly deferredQueue: IQueue;
  readonly function: LambdaFunction;
  /** How long a result waits for its callback. */
  readonly parkedFor: Duration;
  readonly #bus: RelayBus;
  readonly #hasNamedOperators: boolean;

  constructor(scope: Construct, id: string, props: CallbackRelayProps) {
    super(scope, id);
    const stage = checkedStage(this, props.stage);
    this.stage = stage;
    this.names = relayNames(this, stage, props.naming);
    this.dataProtection = props.dataProtection ?? isProtectedByDefault(stage);
    this.parkedFor = checkedParkedFor(this, props.parkedFor);
    const results = this.#resultsQueue(props);
    this.relayQueue = results.queue;
    this.deadLetters = results.deadLetters;
    this.#bus = new RelayBus(this, 'EventBus', {
      stage,
      names: this.names,
      existing: props.eventBus,
      operatorRoles: props.operatorRoles ?? [],
    });
    this.#hasNamedOperators = (props.operatorRoles ?? []).length > 0;
    this.eventBus = this.#bus.eventBus;
    this.table = props.table ?? this.#ownTable(props);
    this.tableName = this.table.tableName;
    this.tableArn = this.table.tableArn;
    allowMappings(this.names, [results.queue, results.deadLetters]);
    const deferred = deferredQueue(this, 'Deferred', results, {
      queueName: this.names.deferredQueue,
      visibilityTimeout,
      encryptionKey: props.encryptionKey,
    });
    this.deferredQueue = deferred;
    const bus = { eventBus: this.eventBus, isOwn: props.eventBus === undefined };
    relayRules(this, this.names, bus, { results, deferred });
    this.function = relayFunction(this, 'Relay', {
      relay: this,
      table: this.table,
      results,
      deferred,
      maxConcurrency: props.maxConcurrency ?? 18,
      rowRetention: checkedRowRetention(this, props.rowRetention),
      settings: props,
    });
    if (props.answerableNames !== undefined) allowAnswering(this, this.function, props.answerableNames);
  }

  grantTaskResponse(stateMachine: IStateMachine): Grant {
    const stack = Stack.of(stateMachine);
    if (stack === Stack.of(this)) return stateMachine.grantTaskResponse(this.function);
    // In the stack of the state machine, by the role's name: its own stack would depend on one that depends on it.
    return stateMachine.grantTaskResponse(relayRoleIn(stack, this.names));
  }

  /** For another account, give an `AccountPrincipal`: the bus then lets it in under that source. */
  grantAnswer(grantee: IGrantable, source: string): Grant {
    if (!(grantee.grantPrincipal instanceof AccountPrincipal)) return grantAnswer(this, grantee, source);
    const { accountId } = grantee.grantPrincipal;
    const statement = publishingStatement(
      this.#bus.arn,
      checkedSource(this, source),
      Object.values(resultTypes),
    );
    statement.sid = `Account${String(accountId).replaceAll(/\W/g, '')}${source.replaceAll(/[^A-Za-z0-9]/g, '')}`;
    statement.addPrincipals(grantee.grantPrincipal);
    this.#bus.addStatements(statement);
    return Grant.drop(grantee, 'the policy of the bus lets the account in');
  }

  grantOperate(grantee: IGrantable): Grant {
    const { grantPrincipal } = grantee;
    const roleArn = (grantPrincipal as { readonly roleArn?: string }).roleArn;
    if (roleArn === undefined) {
      throw validationError(this, {
        problem: 'only a role can be an operator, because the policy of the bus names roles',
        given: String(grantPrincipal),
        remedy: 'grant a role, and let people assume it',
      });
    }
    if (Stack.of(this) === stackOf(grantee)) this.#bus.allowOperator(roleArn);
    else if (this.#hasNamedOperators === false) {
      throw validationError(this, {
        problem: 'the role is in another stack, which the stack of the relay cannot refer to',
        given: String(grantee),
        remedy: 'name its ARN, or a pattern of it, in operatorRoles of the relay',
      });
    }
    return grantOperate(this, grantee);
  }

  grantReadHistories(grantee: IGrantable, stateMachine: IStateMachine): Grant {
    return grantReadHistories(grantee, stateMachine);
  }

  /** How many events got a verdict. */
  metricVerdict(verdict: Verdict, options?: MetricOptions): Metric {
    return relayMetric(this, verdict, options);
  }

  /** Calls to AWS that failed and are tried again. */
  metricFaults(options?: MetricOptions): Metric {
    return relayMetric(this, 'faults', options);
  }

  /** Calls to AWS that were denied, and will be until a grant or a key is put right. */
  metricDenied(options?: MetricOptions): Metric {
    return relayMetric(this, 'denied', options);
  }

  /** Rules of the protocol that did not hold: what they were about was not done, and its message comes back. */
  metricBrokenInvariants(options?: MetricOptions): Metric {
    return relayMetric(this, 'broken-invariants', options);
  }

  /** Calls of one of SendTask* that Step Functions throttled. Of the account and region: stages share its quota. */
  metricSendTaskThrottled(call: SendTaskCall, options?: MetricOptions): Metric {
    return sendTaskMetric('ThrottledEvents', call, options);
  }

  /** Calls of one of SendTask* that were taken from the quota of the account and region. */
  metricSendTaskConsumed(call: SendTaskCall, options?: MetricOptions): Metric {
    return sendTaskMetric('ConsumedCapacity', call, options);
  }

  #resultsQueue({ alarmTopic, encryptionKey }: CallbackRelayProps): QueueWithDeadLetters {
    return new QueueWithDeadLetters(this, 'Results', {
      names: this.names.relayQueue,
      visibilityTimeout,
      // Each receive counts, of those as well that wait a moment for the quota: high enough for a backlog, low enough
      // that poison ends.
      maxReceiveCount: 200,
      alarmTopic,
      encryptionKey,
    });
  }

  #ownTable({ encryptionKey }: CallbackRelayProps): ITable {
    return callbacksTable(this, 'Callbacks', {
      tableName: this.names.callbacksTable,
      dataProtection: this.dataProtection,
      encryptionKey,
    });
  }
}

function stackOf(grantee: IGrantable): Stack | undefined {
  const construct: unknown = grantee;
  return Construct.isConstruct(construct) ? Stack.of(construct) : undefined;
}
