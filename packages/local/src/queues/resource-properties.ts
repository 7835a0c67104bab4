import { z } from 'zod';
import { policyDocument } from '../foundation/resources/policy-document.ts';
import {
  templateDocument,
  templateFlag,
  templateInteger,
  templateText,
  templateTexts,
} from '../foundation/resources/template-values.ts';

export const queueProperties = z.looseObject({
  ContentBasedDeduplication: templateFlag.exactOptional(),
  DeduplicationScope: templateText.exactOptional(),
  DelaySeconds: templateInteger.exactOptional(),
  FifoQueue: templateFlag.exactOptional(),
  FifoThroughputLimit: templateText.exactOptional(),
  MaximumMessageSize: templateInteger.exactOptional(),
  MessageRetentionPeriod: templateInteger.exactOptional(),
  QueueName: templateText.exactOptional(),
  ReceiveMessageWaitTimeSeconds: templateInteger.exactOptional(),
  RedriveAllowPolicy: templateDocument.exactOptional(),
  RedrivePolicy: templateDocument.exactOptional(),
  VisibilityTimeout: templateInteger.exactOptional(),
});

export const queuePolicyProperties = z.looseObject({ PolicyDocument: policyDocument, Queues: templateTexts });
