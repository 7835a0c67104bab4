import { byExecutionIndex, callbackAttributes } from '@callback-relay/callbacks-table/names';
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';
import { relayNames } from '../names.ts';
import { isProtected } from '../stage.ts';

/** The callbacks table: one row a callback, found by execution when one ends, gone by TTL. */
export function callbacksTable(scope: Construct, id: string, stage: string): Table {
  const table = new Table(scope, id, {
    tableName: relayNames(stage).callbacksTable,
    partitionKey: { name: callbackAttributes.partitionKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: callbackAttributes.timeToLive,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: isProtected(stage) },
    deletionProtection: isProtected(stage),
    removalPolicy: isProtected(stage) ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    resourcePolicy: new PolicyDocument({ statements: [tlsOnly()] }),
  });
  table.addGlobalSecondaryIndex({
    indexName: byExecutionIndex,
    partitionKey: { name: callbackAttributes.execution, type: AttributeType.STRING },
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: [...callbackAttributes.projected],
  });
  if (!isProtected(stage)) acknowledge(table, 'AwsSolutions::AwsSolutions-DDB3');
  return table;
}

function tlsOnly(): PolicyStatement {
  return new PolicyStatement({
    sid: 'TlsOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['dynamodb:*'],
    // The table that carries the policy; its own ARN would make the template circular.
    resources: ['*'],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  });
}
