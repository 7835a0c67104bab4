import { resultTypes } from '@callback-relay/contract';
import { Stack } from 'aws-cdk-lib';
import { CfnEventBus, EventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { relayNames } from '../names.ts';

/** The bus that result events are published to. It admits its own account, and workers of others that are named. */
export class RelayBus extends EventBus {
  readonly #arn: string;
  readonly #policy: PolicyDocument;

  constructor(scope: Construct, id: string, stage: string) {
    const { eventBus } = relayNames(stage);
    super(scope, id, { eventBusName: eventBus, description: `Results of callbacks, stage ${stage}` });
    const { partition, region, account } = Stack.of(this);
    // By its name, for a policy that refers to its own bus would make the template circular.
    this.#arn = `arn:${partition}:events:${region}:${account}:event-bus/${eventBus}`;
    this.#policy = new PolicyDocument({ statements: [tlsOnly(this.#arn)] });
    // Part of the bus, not a resource of its own: a bus has one policy, and all of it stands here.
    if (this.node.defaultChild instanceof CfnEventBus) this.node.defaultChild.policy = this.#policy;
  }

  /** Lets a worker of another account publish its results, under its own name. */
  admitWorker(account: string, workerName: string): void {
    this.#policy.addStatements(
      new PolicyStatement({
        sid: `Worker${account}${workerName.replaceAll('-', '')}`,
        principals: [new AccountPrincipal(account)],
        actions: ['events:PutEvents'],
        resources: [this.#arn],
        conditions: {
          StringEquals: {
            'events:source': workerName,
            'events:detail-type': Object.values(resultTypes),
          },
        },
      }),
    );
  }
}

/** A denial admits nobody else: the bus's own account stays admitted, others stay out. */
function tlsOnly(eventBusArn: string): PolicyStatement {
  return new PolicyStatement({
    sid: 'TlsOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['events:PutEvents'],
    resources: [eventBusArn],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
}
