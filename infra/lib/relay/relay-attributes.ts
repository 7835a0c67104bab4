import type { RelayNames } from '@callback-relay/contract/names';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** A relay, whether it is in this app or was deployed by another team. */
export interface ICallbackRelay {
  readonly stage: string;
  /** The names by which its resources, its requesters and its workers are found. */
  readonly names: RelayNames;
  /** Whether data and logs stay when their stack goes. */
  readonly dataProtection: boolean;
  readonly eventBus: IEventBus;
  readonly tableName: string;
  readonly tableArn: string;
  readonly relayQueue: IQueue;
  readonly deadLetters: IQueue;
  /**
   * Lets the relay answer the callback tasks of a state machine, and of no other. `CallbackTask` does it by itself: this
   * is for state machines whose tasks are written otherwise.
   */
  grantTaskResponse(stateMachine: IStateMachine): Grant;
  /**
   * Lets a principal publish results under one event source: a webhook, a form, a job of another service. Name the source
   * in `allowedSources` of the tasks that it may answer.
   */
  grantAnswer(grantee: IGrantable, source: string): Grant;
  /**
   * Lets a principal look after the relay: list what waits, read rows without their task tokens, answer by hand under the
   * operator's source, redrive dead letters. On a relay of another stack, its owner must name the principal's role in
   * `operatorRoles` too, because the bus denies that source to all others.
   */
  grantOperate(grantee: IGrantable): Grant;
  /** Lets a principal read execution histories, which have task tokens in them. */
  grantReadHistories(grantee: IGrantable, stateMachine: IStateMachine): Grant;
}
