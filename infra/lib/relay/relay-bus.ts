import type { RelayNames } from '@callback-relay/contract/names';
import { Stack } from 'aws-cdk-lib';
import { CfnEventBus, CfnEventBusPolicy, EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, type PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { operatorDenial, ownSourceDenials, tlsDenial } from './bus-denials.ts';

export interface RelayBusProps {
  readonly stage: string;
  readonly names: RelayNames;
  /** A bus that is there. @default one of its own */
  readonly existing?: IEventBus | undefined;
  /** ARNs of roles that may answer under the operator's source; `*` stands for any characters. */
  readonly operatorRoles: readonly string[];
}

/** The bus that result events are published to, and its policy. It lets in its own account, and workers that are named. */
export class RelayBus extends Construct {
  readonly eventBus: IEventBus;
  readonly arn: string;
  readonly #operators: string[];
  readonly #policy: PolicyDocument | undefined;

  constructor(scope: Construct, id: string, { stage, names, existing, operatorRoles }: RelayBusProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    this.#operators = [...operatorRoles];
    this.eventBus =
      existing ??
      new EventBus(this, 'Bus', {
        eventBusName: names.eventBus,
        description: `Results of callbacks, stage ${stage}`,
      });
    // By its name, because a policy that refers to its own bus would make the template circular.
    this.arn =
      existing?.eventBusArn ?? `arn:${partition}:events:${region}:${account}:event-bus/${names.eventBus}`;
    this.#policy = existing === undefined ? new PolicyDocument() : undefined;
    const resource = this.eventBus.node.defaultChild;
    // Part of the bus, not a resource of its own: a bus has one policy, and all of it stands here.
    if (this.#policy !== undefined && resource instanceof CfnEventBus) resource.policy = this.#policy;
    this.addStatements(
      tlsDenial(this.arn),
      ...ownSourceDenials(this, this.arn, names),
      operatorDenial(this.arn, this.#operators),
    );
  }

  /** Lets a role answer under the operator's source. */
  allowOperator(roleArn: string): void {
    this.#operators.push(roleArn);
  }

  /** The bus's policy, one statement more. An existing bus gets each as a resource, beside what it has. */
  addStatements(...statements: readonly PolicyStatement[]): void {
    for (const statement of statements) {
      if (this.#policy !== undefined) this.#policy.addStatements(statement);
      else attach(this, this.eventBus, statement);
    }
  }
}

function attach(scope: Construct, bus: IEventBus, statement: PolicyStatement): void {
  const { sid = '' } = statement;
  new CfnEventBusPolicy(scope, sid, {
    eventBusName: bus.eventBusName,
    statementId: sid,
    statement: statement.toStatementJson(),
  });
}
