import { z } from 'zod';
import { policyDocument } from '../foundation/resources/policy-document.ts';
import {
  templateDocument,
  templateFlag,
  templateText,
  templateTexts,
} from '../foundation/resources/template-values.ts';

export const topicProperties = z.looseObject({
  DisplayName: templateText.exactOptional(),
  FifoTopic: templateFlag.exactOptional(),
  SignatureVersion: templateText.exactOptional(),
  Subscription: z.array(z.strictObject({ Endpoint: templateText, Protocol: templateText })).exactOptional(),
  TopicName: templateText.exactOptional(),
});

export const topicPolicyProperties = z.looseObject({ PolicyDocument: policyDocument, Topics: templateTexts });

export const subscriptionProperties = z.looseObject({
  Endpoint: templateText.exactOptional(),
  FilterPolicy: templateDocument.exactOptional(),
  FilterPolicyScope: templateText.exactOptional(),
  Protocol: templateText,
  RawMessageDelivery: templateFlag.exactOptional(),
  RedrivePolicy: templateDocument.exactOptional(),
  Region: templateText.exactOptional(),
  TopicArn: templateText,
});
