import type { Json, JsonObject } from '../json.ts';
import { asObject, type ServiceCall } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { serviceFailure } from './service-error.ts';

const NAMES = { prefix: 'SQS', service: 'AmazonSQS' };

const asText = (body: Json | undefined): Json | undefined =>
  body === undefined || typeof body === 'string' ? body : JSON.stringify(body);

/** Members of the service's answer that Step Functions hands on, in its order. */
const ANSWER = ['MD5OfMessageBody', 'MD5OfMessageAttributes', 'MessageId', 'SequenceNumber'] as const;

/** `sqs:sendMessage`: a body that is no string is sent as its JSON. */
export const sendMessage: ServiceCall = async (parameters, setting) => {
  const { MessageBody, ...more } = asObject(parameters);
  const body = asText(MessageBody);
  const input = { ...more, ...(body === undefined ? {} : { MessageBody: body }) };
  let sent: JsonObject;
  try {
    sent = (await setting.callService('sqs', 'SendMessage', input, setting.caller)) as JsonObject;
  } catch (error) {
    throw serviceFailure(NAMES, error, setting.ids);
  }
  const answer: JsonObject = {};
  for (const member of ANSWER) if (sent[member] !== undefined) answer[member] = sent[member];
  return { ...answer, ...sdkMetadata(answer, 'application/x-amz-json-1.0', setting) };
};
