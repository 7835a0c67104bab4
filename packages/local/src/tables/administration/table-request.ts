import { invalidParameter, validationException } from '../errors/table-errors.ts';
import type { Projection, Stream, StreamViewType, Table, Tag, Throughput } from '../schema/table.ts';

export interface KeySchemaElement {
  readonly AttributeName: string;
  readonly KeyType: 'HASH' | 'RANGE';
}

export interface IndexRequest {
  readonly IndexName: string;
  readonly KeySchema: readonly KeySchemaElement[];
  readonly Projection: {
    readonly ProjectionType?: Projection['type'];
    readonly NonKeyAttributes?: readonly string[];
  };
  readonly ProvisionedThroughput?: Throughput;
  readonly OnDemandThroughput?: Record<string, number>;
  readonly WarmThroughput?: Record<string, number>;
}

export interface AttributeDefinition {
  readonly AttributeName: string;
  readonly AttributeType: 'S' | 'N' | 'B';
}

/** What CreateTable sets and UpdateTable changes. */
export interface ConfigurationRequest {
  readonly TableName?: string;
  readonly AttributeDefinitions?: readonly AttributeDefinition[];
  readonly BillingMode?: Table['billingMode'];
  readonly ProvisionedThroughput?: Throughput;
  readonly StreamSpecification?: {
    readonly StreamEnabled: boolean;
    readonly StreamViewType?: StreamViewType;
  };
  readonly SSESpecification?: { readonly Enabled?: boolean; readonly KMSMasterKeyId?: string };
  readonly TableClass?: string;
  readonly DeletionProtectionEnabled?: boolean;
  readonly OnDemandThroughput?: Record<string, number>;
  readonly WarmThroughput?: Record<string, number>;
}

export interface CreateTableRequest extends ConfigurationRequest {
  readonly AttributeDefinitions: readonly AttributeDefinition[];
  readonly KeySchema: readonly KeySchemaElement[];
  readonly LocalSecondaryIndexes?: readonly IndexRequest[];
  readonly GlobalSecondaryIndexes?: readonly IndexRequest[];
  readonly Tags?: readonly Tag[];
  readonly ResourcePolicy?: string;
}

/** @throws AwsError ValidationException */
export function requiredName(name: string | undefined): string {
  if (name !== undefined) return name;
  throw validationException("The parameter 'TableName' is required but was not present in the request");
}

/** @throws AwsError ValidationException that names the member */
export function refuseUnsupported(request: object, members: readonly string[]): void {
  const given = members.find((name) => Reflect.get(request, name) !== undefined);
  if (given !== undefined) throw validationException(`${given} is not supported by the local runtime.`);
}

const MOST_UNITS = 1_000_000_000_000;

/** @throws AwsError ValidationException */
export function checkUnits(throughput: Throughput | undefined): void {
  for (const name of ['ReadCapacityUnits', 'WriteCapacityUnits'] as const) {
    const units = throughput?.[name] ?? 0;
    if (units > MOST_UNITS) throw validationException(`Given value ${units} for ${name} is out of bounds`);
  }
}

/**
 * The stream that a table is to have.
 * @param now names it
 * @throws AwsError ValidationException
 */
export function requestedStream(request: ConfigurationRequest, now: number): Stream | undefined {
  const { StreamEnabled, StreamViewType } = request.StreamSpecification ?? { StreamEnabled: false };
  if (!StreamEnabled) {
    if (StreamViewType === undefined) return undefined;
    throw invalidParameter('StreamViewType can only be specified when StreamEnabled is true');
  }
  if (StreamViewType === undefined)
    throw invalidParameter('StreamViewType must be specified when StreamEnabled is true');
  return { label: new Date(now).toISOString().replace('Z', ''), viewType: StreamViewType, enabled: true };
}

/** The members of a table that come straight from the request. */
export function configured(request: ConfigurationRequest, arnOfKey: (id: string) => string): Partial<Table> {
  const { SSESpecification: encryption } = request;
  return {
    ...(request.TableClass && { tableClass: request.TableClass }),
    ...(request.DeletionProtectionEnabled !== undefined && {
      deletionProtected: request.DeletionProtectionEnabled,
    }),
    ...(request.OnDemandThroughput && { onDemandThroughput: request.OnDemandThroughput }),
    ...(request.WarmThroughput && { warmThroughput: request.WarmThroughput }),
    ...(encryption?.Enabled && {
      encryptionKey: arnOfKey(encryption.KMSMasterKeyId ?? 'alias/aws/dynamodb'),
    }),
  };
}
