import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { defineWorker, lambdaWorker } from '@callback-relay/worker';
import * as z from 'zod';

const client = new DynamoDBClient({});

/** A worker with a bug: where the answer to its call is lost, the SDK calls again, and the order is charged twice. */
export const handler = lambdaWorker(
  defineWorker({
    name: 'naive',
    payload: z.object({ orderId: z.string() }),
    handle: async ({ orderId }) => {
      const TableName = process.env.CHARGES_TABLE;
      const Key = { id: { S: `naive ${orderId}` } };
      const ExpressionAttributeValues = { ':one': { N: '1' } };
      const UpdateExpression = 'ADD charges :one';
      await client.send(
        new UpdateItemCommand({ TableName, Key, UpdateExpression, ExpressionAttributeValues }),
      );
      return { charged: orderId };
    },
  }),
);
