import { deflateRawSync } from 'node:zlib';
import { type AttributeValue, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Opening, OpeningStore } from '../opening-store.ts';

/**
 * `OpeningStore` on DynamoDB. IAM holds the requester to UpdateItem under its own namespace with
 * `ReturnValues: NONE`, so nothing here may ask for more.
 */
export function dynamodbOpeningStore(client: DynamoDBClient, tableName: string): OpeningStore {
  async function update(write: Write): Promise<boolean> {
    const command = new UpdateItemCommand({
      TableName: tableName,
      Key: { correlationId: { S: write.key } },
      ReturnValues: 'NONE',
      UpdateExpression: write.update,
      ConditionExpression: write.condition,
      ExpressionAttributeValues: write.values,
      ...(write.names !== undefined && { ExpressionAttributeNames: write.names }),
    });
    return client.send(command).then(() => true, refused);
  }

  return {
    open: (opening) => update(writeOf(opening, mayOpen)),
    adopt: (opening) => update(writeOf(opening, mayAdopt, { ':parked': { S: 'parked' } })),
    confirm: (opening) =>
      update({
        key: opening.correlationId,
        update: 'SET openingId = :openingId',
        condition: 'openingId = :openingId',
        values: { ':openingId': { S: opening.openingId } },
      }),
    recordAttempt: ({ attemptKey, attempt, expiresAt }) =>
      update({
        key: attemptKey,
        update: 'SET attempt = :attempt, expiresAt = :expiresAt',
        condition: 'attribute_not_exists(attempt) OR attempt <= :attempt',
        values: { ':attempt': { N: String(attempt) }, ':expiresAt': { N: String(expiresAt) } },
      }),
  };
}

interface Write {
  readonly key: string;
  readonly update: string;
  readonly condition: string;
  readonly values: Record<string, AttributeValue>;
  readonly names?: Record<string, string>;
}

/**
 * As `isReopenable` in `model/opening-writes.ts`, in disjunctive normal form: AND binds tighter than OR, and parsers of
 * expressions (dynalite's) take exponential time over nested parentheses.
 */
const reopenings = [
  '#state IN (:settled, :cancelled) AND openingId <> :openingId',
  '#state = :waiting AND openingId = :openingId',
  '#state = :waiting AND idempotencyKey = :idempotencyKey AND attempt < :attempt',
  '#state = :waiting AND deadline < :now',
  '#state = :settling AND openingId <> :openingId AND idempotencyKey = :idempotencyKey AND attempt < :attempt',
  '#state = :settling AND openingId <> :openingId AND deadline < :now',
];

const mayOpen = [
  'attribute_not_exists(correlationId)',
  ...reopenings.map((reopening) => `${reopening} AND attribute_not_exists(parked)`),
].join(' OR ');

const mayAdopt = ['#state = :parked', ...reopenings].join(' OR ');

function writeOf(opening: Opening, condition: string, values: Record<string, AttributeValue> = {}): Write {
  const accounts = opening.allowedAccounts;
  return {
    key: opening.correlationId,
    update: `SET #state = :waiting, taskToken = :taskToken, openingId = :openingId, idempotencyKey = :idempotencyKey,
      attempt = :attempt, business = :business, execution = :execution, deadline = :deadline,
      allowedSources = :allowedSources, expiresAt = :expiresAt, answers = if_not_exists(answers, :none)
      ${accounts === undefined ? '' : ', allowedAccounts = :allowedAccounts'}
      REMOVE attempts, answeredBy ${accounts === undefined ? ', allowedAccounts' : ''}`,
    condition,
    names: { '#state': 'state' },
    values: {
      ':waiting': { S: 'waiting' },
      ':settling': { S: 'settling' },
      ':settled': { S: 'settled' },
      ':cancelled': { S: 'cancelled' },
      ':taskToken': { B: deflateRawSync(opening.taskToken) },
      ':openingId': { S: opening.openingId },
      ':idempotencyKey': { S: opening.idempotencyKey },
      ':attempt': { N: String(opening.attempt) },
      ':business': { BOOL: opening.business },
      ':execution': { S: opening.execution },
      ':deadline': { N: String(opening.deadline) },
      ':allowedSources': { SS: [...new Set(opening.allowedSources)] },
      ':expiresAt': { N: String(opening.expiresAt) },
      ':none': { M: {} },
      ':now': { N: String(opening.now) },
      ...(accounts !== undefined && { ':allowedAccounts': { SS: [...new Set(accounts)] } }),
      ...values,
    },
  };
}

function refused(error: unknown): false {
  if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
  throw error;
}
