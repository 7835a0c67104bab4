import type { KeyType } from '../values/key-bytes.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range?: KeyAttribute;
}

export interface Projection {
  readonly type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** Beyond the keys, where the type is INCLUDE. */
  readonly attributes: readonly string[];
}

export interface Throughput {
  readonly ReadCapacityUnits: number;
  readonly WriteCapacityUnits: number;
}

export interface Index {
  readonly name: string;
  /** Of its rows in the store; never used again. */
  readonly id: number;
  readonly global: boolean;
  readonly key: KeySchema;
  readonly projection: Projection;
  /** Whether the items from before the index are in it. */
  readonly complete: boolean;
  readonly throughput?: Throughput;
  readonly onDemandThroughput?: Record<string, number>;
  readonly warmThroughput?: Record<string, number>;
}

export type StreamViewType = 'NEW_IMAGE' | 'OLD_IMAGE' | 'NEW_AND_OLD_IMAGES' | 'KEYS_ONLY';

export interface Stream {
  /** As in its ARN: the moment at which it was enabled. */
  readonly label: string;
  readonly viewType: StreamViewType;
  readonly enabled: boolean;
  readonly policy?: ResourcePolicy;
}

export interface ResourcePolicy {
  /** The document as it was put, in JSON. */
  readonly text: string;
  readonly revision: string;
}

/** Contributor Insights, as they were last turned on or off. */
export interface Insights {
  readonly enabled: boolean;
  readonly mode: string;
  readonly at: number;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** A table, as it was created and last updated. Times in milliseconds since the epoch. */
export interface Table {
  readonly name: string;
  /** Of its rows in the store; never used again. */
  readonly id: number;
  /** As AWS shows it. */
  readonly uuid: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly attributes: readonly KeyAttribute[];
  readonly key: KeySchema;
  /** Global ones first, as DynamoDB looks at them. */
  readonly indexes: readonly Index[];
  readonly billingMode: 'PROVISIONED' | 'PAY_PER_REQUEST';
  /** When it was last switched to that. */
  readonly onDemandSince?: number;
  readonly throughput?: Throughput;
  readonly onDemandThroughput?: Record<string, number>;
  readonly warmThroughput?: Record<string, number>;
  readonly deletionProtected: boolean;
  readonly tableClass?: string;
  /** ARN of the key where encryption with KMS is asked for. */
  readonly encryptionKey?: string;
  /** The latest one, enabled or not. */
  readonly stream?: Stream;
  readonly timeToLive?: string;
  readonly pointInTimeRecovery?: { readonly since: number; readonly days: number };
  readonly tags: readonly Tag[];
  readonly policy?: ResourcePolicy;
  /** Of indexes by their names, of the table itself by an empty one. */
  readonly insights?: Readonly<Record<string, Insights>>;
  /** Where its items come from. */
  readonly restored?: Restored;
}

export interface Restored {
  readonly tableArn: string;
  readonly backupArn?: string;
  /** The moment that the items are from. */
  readonly at: number;
}

/** The attributes of a key schema. */
export const keyAttributes = keptBy((schema: KeySchema) => keyAttributesOfAll([schema]));

/** The attributes of several key schemas, each once. */
export function keyAttributesOfAll(schemas: readonly KeySchema[]): KeyAttribute[] {
  const byName = new Map<string, KeyAttribute>();
  for (const { hash, range } of schemas)
    for (const part of range ? [hash, range] : [hash]) byName.set(part.name, part);
  return [...byName.values()];
}

/** Tables and schemas are not changed but replaced: what follows from one is worked out once. */
function keptBy<Given extends object, Result>(work: (given: Given) => Result): (given: Given) => Result {
  const results = new WeakMap<Given, Result>();
  return (given) => {
    const known = results.get(given);
    if (known !== undefined) return known;
    const result = work(given);
    results.set(given, result);
    return result;
  };
}

/** An attribute that a secondary index is keyed by. */
export interface IndexKey {
  readonly attribute: KeyAttribute;
  readonly index: Index;
}

/** Every attribute that a secondary index is keyed by, with the index that comes first by its name. */
export const indexKeys = keptBy((table: Table): readonly IndexKey[] => {
  const found = new Map<string, IndexKey>();
  const ownKeys = new Set(keyAttributes(table.key).map(({ name }) => name));
  for (const index of table.indexes.toSorted((one, other) => (one.name < other.name ? -1 : 1))) {
    for (const attribute of keyAttributes(index.key)) {
      if (!ownKeys.has(attribute.name) && !found.has(attribute.name))
        found.set(attribute.name, { attribute, index });
    }
  }
  return [...found.values()];
});

const DAY_MILLISECONDS = 86_400_000;

/** The moment from which on the table can be restored to any, in milliseconds since the epoch; undefined without point-in-time recovery. */
export function earliestRestorable(
  { pointInTimeRecovery: recovery }: Table,
  now: number,
): number | undefined {
  return recovery && Math.max(recovery.since, now - recovery.days * DAY_MILLISECONDS);
}

/** Of the table's latest stream. */
export function streamArn({ arn, stream }: Table): string {
  return `${arn}/stream/${stream?.label}`;
}
