import { AwsError } from '../../foundation/aws-error.ts';
import { stateFailed } from '../errors/failure.ts';
import { type Json, type JsonObject, jsonText, withPlainNumbers } from '../json.ts';
import { answerOf, asObject, type ServiceCall } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { serviceFailure } from './service-error.ts';

const NAMES = { prefix: 'SQS', service: 'AmazonSQS', general: 'AmazonSQSException' };

const asText = (body: Json | undefined): Json | undefined =>
  body === undefined || body === null || typeof body === 'string' ? body : jsonText(body);

const missingBody = new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');

/** Members of the service's answer that Step Functions hands on, in its order. */
const ANSWER = ['MD5OfMessageBody', 'MD5OfMessageAttributes', 'MessageId', 'SequenceNumber'] as const;

/** A queue's URL ends with its account and name; the SDK calls any other host, and finds none. */
const QUEUE_URL = /^https?:\/\/[^/]+\/\d{12}\/[^/]+$/;

const unknownHost = (url: string) => {
  const host = url.replace(/^https?:\/\//, '').replace(/[/:].*$/, '');
  return stateFailed(
    'SQS.SdkClientException',
    `Unable to execute HTTP request: ${host}: Name or service not known`,
  );
};

/** `sqs:sendMessage`: a body that is not a string is sent as its JSON. */
export const sendMessage: ServiceCall = async (parameters, setting) => {
  const { MessageBody, ...more } = asObject(parameters);
  if (!QUEUE_URL.test(String(more.QueueUrl))) throw unknownHost(String(more.QueueUrl));
  const body = asText(MessageBody);
  if (body === undefined || body === null || body === '')
    throw serviceFailure(NAMES, missingBody, setting.ids);
  const input = { ...asObject(withPlainNumbers(more)), MessageBody: body };
  let sent: JsonObject;
  try {
    sent = await answerOf(setting, 'sqs', 'SendMessage', input);
  } catch (error) {
    throw serviceFailure(NAMES, error, setting.ids);
  }
  const answer: JsonObject = {};
  for (const member of ANSWER) if (sent[member] !== undefined) answer[member] = sent[member];
  return { ...answer, ...sdkMetadata(answer, 'application/x-amz-json-1.0', setting) };
};
