import { CfnEventBusPolicy, type IEventBus } from 'aws-cdk-lib/aws-events';
import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A statement of a bus's policy. CDK's own construct writes members that CloudFormation has deprecated. */
export function busStatement(scope: Construct, id: string, bus: IEventBus, statement: PolicyStatement): void {
  new CfnEventBusPolicy(scope, id, {
    eventBusName: bus.eventBusName,
    statementId: id,
    statement: statement.toStatementJson(),
  });
}

/** Denies events that do not come over TLS. The bus's own account stays admitted: a denial alone admits nobody else. */
export function tlsOnly(scope: Construct, bus: IEventBus): void {
  busStatement(
    scope,
    'TlsOnly',
    bus,
    new PolicyStatement({
      effect: Effect.DENY,
      principals: [new AnyPrincipal()],
      actions: ['events:PutEvents'],
      resources: [bus.eventBusArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
}
