import { byExecutionIndex, callbackAttributes } from '@callback-relay/callbacks-table/names';
import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledgements.ts';

export interface CallbacksTableProps {
  readonly tableName: string;
  /** Whether it has point-in-time recovery and deletion protection, and stays when its stack goes. */
  readonly dataProtection: boolean;
  readonly encryptionKey?: IKey | undefined;
}

/** The callbacks table: one row a callback, found by execution when one ends, gone by TTL. */
export function callbacksTable(scope: Construct, id: string, props: CallbacksTableProps): Table {
  const { dataProtection, encryptionKey } = props;
  const table = new Table(scope, id, {
    tableName: props.tableName,
    partitionKey: { name: callbackAttributes.partitionKey, type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: callbackAttributes.timeToLive,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: dataProtection },
    deletionProtection: dataProtection,
    removalPolicy: dataProtection ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    resourcePolicy: new PolicyDocument({ statements: [tlsOnly()] }),
    ...(encryptionKey !== undefined && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey }),
  });
  table.addGlobalSecondaryIndex({
    indexName: byExecutionIndex,
    partitionKey: { name: callbackAttributes.execution, type: AttributeType.STRING },
    projectionType: ProjectionType.INCLUDE,
    nonKeyAttributes: [...callbackAttributes.projected],
  });
  if (!dataProtection) acknowledge(table, 'AwsSolutions::AwsSolutions-DDB3');
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
