import { Stack } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { type IRole, Role } from 'aws-cdk-lib/aws-iam';
import { type IQueue, Queue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { relayNames, relayRoleName } from '../names.ts';
import { checkedStage } from '../stage.ts';

/** A relay, whether it is in this app or was deployed by another team. */
export interface ICallbackRelay {
  readonly stage: string;
  readonly eventBus: IEventBus;
  readonly tableName: string;
  readonly tableArn: string;
  readonly relayQueue: IQueue;
  readonly deadLetters: IQueue;
  /** Lets the relay answer the callback tasks of a state machine, and of no other. */
  grantTaskResponse(stateMachine: IStateMachine): void;
}

export interface RelayLocation {
  readonly stage: string;
  /** @default the account of the stack */
  readonly account?: string;
  /** @default the region of the stack */
  readonly region?: string;
}

/**
 * The relay of a stage, known by its names alone. Deploying needs the relay only where a resource attaches to it: a
 * grant of task responses to its role, and a rule to its bus. CloudFormation then names what is missing.
 */
export class RelayReference extends Construct implements ICallbackRelay {
  readonly stage: string;
  readonly eventBus: IEventBus;
  readonly tableName: string;
  readonly tableArn: string;
  readonly relayQueue: IQueue;
  readonly deadLetters: IQueue;
  readonly #role: IRole;

  constructor(scope: Construct, id: string, location: RelayLocation) {
    super(scope, id);
    this.stage = checkedStage(this, location.stage);
    const stack = Stack.of(this);
    const region = location.region ?? stack.region;
    const place = { region, account: location.account ?? stack.account };
    const names = relayNames(this.stage);
    const arn = (service: string, resource: string) =>
      `arn:${stack.partition}:${service}:${place.region}:${place.account}:${resource}`;
    this.eventBus = EventBus.fromEventBusArn(this, 'Bus', arn('events', `event-bus/${names.eventBus}`));
    this.tableName = names.callbacksTable;
    this.tableArn = arn('dynamodb', `table/${names.callbacksTable}`);
    this.relayQueue = Queue.fromQueueArn(this, 'Results', arn('sqs', names.relayQueue));
    this.deadLetters = Queue.fromQueueArn(this, 'DeadLetters', arn('sqs', names.relayDeadLetters));
    this.#role = Role.fromRoleName(this, 'Role', relayRoleName(this.stage, region), {
      // Policies of several stacks hang on this role: the stack's name keeps theirs apart.
      defaultPolicyName: `${stack.stackName}-task-responses`,
    });
  }

  grantTaskResponse(stateMachine: IStateMachine): void {
    stateMachine.grantTaskResponse(this.#role);
  }
}
