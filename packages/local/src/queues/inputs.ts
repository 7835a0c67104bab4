import { z } from 'zod';
import { type InputShapes, integer, members, text, textMap, texts } from '../foundation/input-schema.ts';

const attribute = members({ DataType: text, StringValue: text, BinaryValue: text });
const attributes = z.record(z.string(), attribute);
const queue = { QueueUrl: text };
const message = {
  MessageBody: text,
  DelaySeconds: integer,
  MessageAttributes: attributes,
  MessageSystemAttributes: attributes,
  MessageGroupId: text,
  MessageDeduplicationId: text,
};
const entries = (shape: z.ZodRawShape) => z.array(members({ Id: text, ...shape }));
const receipt = { ReceiptHandle: text };
const visibility = { ...receipt, VisibilityTimeout: integer };

/** By operation. */
export const sqsInputs: InputShapes = {
  CreateQueue: members({ QueueName: text, Attributes: textMap, tags: textMap }),
  DeleteQueue: members(queue),
  GetQueueUrl: members({ QueueName: text, QueueOwnerAWSAccountId: text }),
  ListQueues: members({ QueueNamePrefix: text, MaxResults: integer, NextToken: text }),
  GetQueueAttributes: members({ ...queue, AttributeNames: texts }),
  SetQueueAttributes: members({ ...queue, Attributes: textMap }),
  AddPermission: members({ ...queue, Label: text, AWSAccountIds: texts, Actions: texts }),
  RemovePermission: members({ ...queue, Label: text }),
  PurgeQueue: members(queue),
  ListDeadLetterSourceQueues: members({ ...queue, MaxResults: integer, NextToken: text }),
  TagQueue: members({ ...queue, Tags: textMap }),
  UntagQueue: members({ ...queue, TagKeys: texts }),
  ListQueueTags: members(queue),
  SendMessage: members({ ...queue, ...message }),
  SendMessageBatch: members({ ...queue, Entries: entries(message) }),
  ReceiveMessage: members({
    ...queue,
    AttributeNames: texts,
    MessageAttributeNames: texts,
    MessageSystemAttributeNames: texts,
    MaxNumberOfMessages: integer,
    VisibilityTimeout: integer,
    WaitTimeSeconds: integer,
    ReceiveRequestAttemptId: text,
  }),
  DeleteMessage: members({ ...queue, ...receipt }),
  DeleteMessageBatch: members({ ...queue, Entries: entries(receipt) }),
  ChangeMessageVisibility: members({ ...queue, ...visibility }),
  ChangeMessageVisibilityBatch: members({ ...queue, Entries: entries(visibility) }),
  StartMessageMoveTask: members({
    SourceArn: text,
    DestinationArn: text,
    MaxNumberOfMessagesPerSecond: integer,
  }),
  ListMessageMoveTasks: members({ SourceArn: text, MaxResults: integer }),
  CancelMessageMoveTask: members({ TaskHandle: text }),
};
