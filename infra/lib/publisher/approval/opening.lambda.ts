import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { clientTimeouts, environmentReader } from '@callback-relay/contract/runtime';
import { answerLater, defineWorker, lambdaWorker } from '@callback-relay/worker';
import { dynamodbApprovalStore } from './dynamodb-approval-store.ts';
import { approvalPayloadSchema, openApproval } from './open-approval.ts';

const environment = environmentReader(process.env);
const QueueUrl = environment.text('APPROVAL_LINKS_QUEUE_URL');
const url = environment.text('APPROVAL_URL');
const client = { requestHandler: clientTimeouts };
const store = dynamodbApprovalStore(new DynamoDBClient(client), environment.text('APPROVALS_TABLE_NAME'));
const sqs = new SQSClient(client);

const worker = defineWorker({
  name: environment.text('RESULT_SOURCE'),
  payload: approvalPayloadSchema,
  async handle(payload, { correlationId, deadline }): Promise<typeof answerLater> {
    await openApproval(
      {
        store,
        url,
        secret: () => randomBytes(24).toString('base64url'),
        send: (link) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(link) })),
      },
      { correlationId, payload, deadline: deadline.getTime() },
    );
    return answerLater;
  },
});

export const handler = lambdaWorker(worker);
