import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Approval, ApprovalOutcome, ApprovalStore } from './approval.ts';

/** How long an approval outlives its deadline, in seconds: who opens a link late learns what became of it. */
const RETENTION_SECONDS = 30 * 86_400;

/** Approvals in a table with the key `correlationId`: the state, the digest and the links are attributes, for conditions. */
export function dynamodbApprovalStore(client: DynamoDBClient, TableName: string): ApprovalStore {
  const keyOf = (correlationId: string) => ({ correlationId: { S: correlationId } });

  async function update(correlationId: string, rest: Partial<UpdateItemCommandInput>): Promise<boolean> {
    return await isDone(
      client.send(new UpdateItemCommand({ TableName, Key: keyOf(correlationId), ...rest })),
    );
  }

  return {
    async get(correlationId) {
      if (correlationId === '') return undefined;
      const Key = keyOf(correlationId);
      const { Item } = await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }));
      if (Item === undefined) return undefined;
      const outcome = Item.outcome?.S;
      return {
        ...(JSON.parse(Item.body?.S ?? '{}') as Approval),
        state: (Item.state?.S ?? 'revoked') as Approval['state'],
        isPublished: Item.isPublished?.BOOL === true,
        ...(outcome !== undefined && { outcome: JSON.parse(outcome) as ApprovalOutcome }),
      };
    },

    async open(approval) {
      const links = Object.fromEntries(
        Object.entries(approval.links).map(([link, who]) => [link, { S: who }]),
      );
      const Item = {
        ...keyOf(approval.correlationId),
        state: { S: approval.state },
        digest: { S: approval.digest },
        links: { M: links },
        body: { S: JSON.stringify(approval) },
        expiresAt: { N: String(approval.expiresAt) },
        timeToLive: { N: String(Math.ceil(approval.expiresAt / 1_000) + RETENTION_SECONDS) },
      };
      return await isDone(
        client.send(
          new PutItemCommand({
            TableName,
            Item,
            ConditionExpression:
              'attribute_not_exists(correlationId) OR expiresAt < :expiresAt OR (#state = :open AND expiresAt = :expiresAt)',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':open': { S: 'open' }, ':expiresAt': Item.expiresAt },
          }),
        ),
      );
    },

    decide: (correlationId, link, outcome) =>
      update(correlationId, {
        UpdateExpression: 'SET #state = :decided, outcome = :outcome',
        ConditionExpression: '#state = :open AND digest = :digest AND attribute_exists(links.#link)',
        ExpressionAttributeNames: { '#state': 'state', '#link': link },
        ExpressionAttributeValues: {
          ':open': { S: 'open' },
          ':decided': { S: 'decided' },
          ':digest': { S: outcome.digest },
          ':outcome': { S: JSON.stringify(outcome) },
        },
      }),

    revoke: (correlationId) =>
      update(correlationId, {
        UpdateExpression: 'SET #state = :revoked',
        ConditionExpression: '#state = :open',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':open': { S: 'open' }, ':revoked': { S: 'revoked' } },
      }),

    async published(correlationId) {
      await update(correlationId, {
        UpdateExpression: 'SET isPublished = :true',
        ExpressionAttributeValues: { ':true': { BOOL: true } },
      });
    },
  };
}

async function isDone(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
