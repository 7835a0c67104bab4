import { type AttributeValue, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { ChainAttempt, NewCallback, OpeningStore } from '../opening-store.ts';
import { attributesOf } from './attributes.ts';
import { attributesOfRow } from './row-codec.ts';

/**
 * `OpeningStore` on DynamoDB. IAM holds the requester to UpdateItem under its own namespace with
 * `ReturnValues: NONE`, so nothing here may ask for more.
 */
export function dynamodbOpeningStore(client: DynamoDBClient, tableName: string): OpeningStore {
  async function update({ key, ...write }: Write): Promise<boolean> {
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: { correlationId: { S: key } },
      ReturnValues: 'NONE',
      ...write,
    });
    return client.send(command).then(() => true, refused);
  }

  return {
    open: (callback) => update(openingOf(callback, mayOpen(callback))),
    openOverParked: (callback) => update(openingOf(callback, mayOpenOverParked(callback))),
    isOurOpening: (callback) => update(unchanged(callback, 'openingId')),
    isOfOurChain: (callback) => update(unchanged(callback, 'idempotencyKey')),
    recordAttempt: (attempt) => update(attemptOf(attempt)),
    markAmbiguous: ({ chainKey, expiresAt }) =>
      update({
        key: chainKey,
        UpdateExpression: 'SET ambiguous = :true, expiresAt = :expiresAt',
        ExpressionAttributeValues: attributesOf({ ':true': true, ':expiresAt': expiresAt }),
      }),
  };
}

interface Write {
  readonly key: string;
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeValues: Record<string, AttributeValue>;
  readonly ExpressionAttributeNames?: Record<string, string>;
}

const ourOwn = '#state = :waiting AND openingId = :openingId';

/**
 * As `isReopenable` in `model/opening-writes.ts`, in disjunctive normal form: AND binds tighter than OR, and parsers of
 * expressions may take exponential time over nested parentheses. "Not a later attempt of this chain" comes in two forms.
 */
const reopenings = [
  ourOwn,
  ...['idempotencyKey <> :idempotencyKey', 'attempt <= :attempt'].flatMap((notLater) => [
    `#state IN (:settled, :cancelled) AND openingId <> :openingId AND openedAt <= :openedAt AND ${notLater}`,
    `#state IN (:waiting, :settling) AND openingId <> :openingId AND deadline < :openedAt AND ${notLater}`,
  ]),
  '#state IN (:waiting, :settling) AND idempotencyKey = :idempotencyKey AND attempt < :attempt',
];

function mayOpen({ business }: NewCallback): string {
  const again = (business ? reopenings : [ourOwn]).map((one) => `${one} AND attribute_not_exists(parked)`);
  return ['attribute_not_exists(correlationId)', ...again].join(' OR ');
}

function mayOpenOverParked({ business }: NewCallback): string {
  return ['#state = :parked', ...(business ? reopenings : [ourOwn])].join(' OR ');
}

/** Only values that an expression names may be given. */
function openingOf(callback: NewCallback, condition: string): Write {
  const { correlationId, ...details } = callback;
  const attributes = attributesOfRow(details);
  const set = Object.keys(attributes).map((name) => `${name} = :${name}`);
  const optional = ['allowedAccounts', 'business'].filter((name) => !(name in attributes));
  const update = `SET #state = :waiting, answers = if_not_exists(answers, :none), ${set.join(', ')}
      REMOVE ${['attempts', 'answeredBy', ...progressNames, ...optional].join(', ')}`;
  const states = Object.entries(stateValues).filter(([name]) => `${update} ${condition}`.includes(name));
  return {
    key: correlationId,
    UpdateExpression: update,
    ConditionExpression: condition,
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':none': { M: {} },
      ...Object.fromEntries(states),
      ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
    },
  };
}

const progressNames = ['progress', 'progressAt', 'progressCount'];

const stateValues = attributesOf({
  ':waiting': 'waiting',
  ':settling': 'settling',
  ':settled': 'settled',
  ':cancelled': 'cancelled',
  ':parked': 'parked',
});

/** Asks by a condition, because the requester may not read. */
function unchanged(callback: NewCallback, name: 'openingId' | 'idempotencyKey'): Write {
  return {
    key: callback.correlationId,
    UpdateExpression: `SET ${name} = :value`,
    ConditionExpression: `${name} = :value`,
    ExpressionAttributeValues: { ':value': { S: callback[name] } },
  };
}

function attemptOf({ chainKey, attempt, openingId, expiresAt }: ChainAttempt): Write {
  const clear = 'attribute_not_exists(ambiguous)';
  return {
    key: chainKey,
    UpdateExpression: 'SET attempt = :attempt, openingId = :openingId, expiresAt = :expiresAt',
    ConditionExpression: [
      `${clear} AND attribute_not_exists(attempt)`,
      `${clear} AND attempt < :attempt`,
      `${clear} AND attempt = :attempt AND openingId = :openingId`,
    ].join(' OR '),
    ExpressionAttributeValues: attributesOf({
      ':attempt': attempt,
      ':openingId': openingId,
      ':expiresAt': expiresAt,
    }),
  };
}

function refused(error: unknown): false {
  if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
  throw error;
}
