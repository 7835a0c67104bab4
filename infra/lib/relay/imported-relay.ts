import type { NamingScheme, RelayNames } from '@callback-relay/contract/names';
import { Stack } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { relayNames } from '../naming/relay-names.ts';
import { checkedStage, isProtectedByDefault } from '../stage.ts';
import type { ICallbackRelay } from './relay-attributes.ts';
import { grantAnswer, grantOperate, grantReadHistories } from './relay-grants.ts';
import { relayRoleIn } from './relay-role.ts';

/** Where a relay is, and what is not by the standard there. */
export interface RelayLocation {
  /** @default the account of the stack */
  readonly account?: string;
  /** @default the region of the stack */
  readonly region?: string;
  /** The naming scheme that the relay was deployed with. @default `callback-relay-STAGE` and what is derived from it */
  readonly naming?: NamingScheme;
  /** The bus, if the relay was given an existing one. @default the bus of that name */
  readonly eventBusName?: string;
  /** The callbacks table, if the relay was given an existing one. @default the table of that name */
  readonly tableName?: string;
  /** Whether this stack's own logs stay when it goes. @default true unless the stage is plainly for development */
  readonly dataProtection?: boolean;
}

/** The relay of a stage, known by its names alone: what `CallbackRelay.fromStage` gives. */
export class ImportedRelay extends Construct implements ICallbackRelay {
  readonly stage: string;
  readonly names: RelayNames;
  readonly dataProtection: boolean;
  readonly eventBus: IEventBus;
  readonly tableName: string;
  readonly tableArn: string;
  readonly relayQueue: IQueue;
  readonly deadLetters: IQueue;
  readonly #region: string;

  constructor(scope: Construct, id: string, stage: string, location: RelayLocation) {
    super(scope, id);
    this.stage = checkedStage(this, stage);
    this.names = relayNames(this, this.stage, location.naming);
    this.dataProtection = location.dataProtection ?? isProtectedByDefault(this.stage);
    const stack = Stack.of(this);
    const { region = stack.region, account = stack.account } = location;
    const arn = (service: string, resource: string) =>
      `arn:${stack.partition}:${service}:${region}:${account}:${resource}`;
    const busName = location.eventBusName ?? this.names.eventBus;
    this.eventBus = EventBus.fromEventBusArn(this, 'Bus', arn('events', `event-bus/${busName}`));
    this.tableName = location.tableName ?? this.names.callbacksTable;
    this.tableArn = arn('dynamodb', `table/${this.tableName}`);
    this.relayQueue = Queue.fromQueueArn(this, 'Results', arn('sqs', this.names.relayQueue.queue));
    this.deadLetters = Queue.fromQueueArn(this, 'DeadLetters', arn('sqs', this.names.relayQueue.deadLetters));
    this.#region = region;
  }

  grantTaskResponse(stateMachine: IStateMachine): Grant {
    return stateMachine.grantTaskResponse(relayRoleIn(Stack.of(stateMachine), this.names, this.#region));
  }

  grantAnswer(grantee: IGrantable, source: string): Grant {
    return grantAnswer(this, grantee, source);
  }

  grantOperate(grantee: IGrantable): Grant {
    return grantOperate(this, grantee);
  }

  grantReadHistories(grantee: IGrantable, stateMachine: IStateMachine): Grant {
    return grantReadHistories(grantee, stateMachine);
  }
}
