import { ConditionalCheckFailedException, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import * as z from 'zod';

const client = new DynamoDBClient({});

/** The worker of naive-charges.lambda.ts without its bug: the charge has the name of the work, and one that is there already is the one that was made. */
export const handler = lambdaWorker(
  defineWorker({
    name: 'careful',
    payload: z.object({ orderId: z.string() }),
    handle: async ({ orderId }, { idempotencyKey }) => {
      const TableName = process.env.CHARGES_TABLE;
      const Item = { id: { S: `careful ${orderId} ${idempotencyKey}` }, charges: { N: '1' } };
      const ConditionExpression = 'attribute_not_exists(id)';
      const charge = new PutItemCommand({ TableName, Item, ConditionExpression });
      await client.send(charge).catch((error: unknown) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
      return { charged: orderId };
    },
  }),
);
