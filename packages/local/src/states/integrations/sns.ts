import { type JsonObject, jsonText, withPlainNumbers } from '../json.ts';
import { answerOf, asObject, type ServiceCall } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { serviceFailure } from './service-error.ts';

const NAMES = { prefix: 'SNS', service: 'AmazonSNS', general: 'AmazonSNSException' };

/** `sns:publish`: a message that is not a string is sent as its JSON. */
export const publish: ServiceCall = async (parameters, setting) => {
  const { Message, ...more } = asObject(parameters);
  const given = Object.fromEntries(Object.entries(more).filter(([, value]) => value !== null));
  const message =
    Message === undefined || Message === null
      ? {}
      : { Message: typeof Message === 'string' ? Message : jsonText(Message) };
  let sent: JsonObject;
  try {
    const input = { ...asObject(withPlainNumbers(given)), ...message };
    sent = await answerOf(setting, 'sns', 'Publish', input);
  } catch (error) {
    throw serviceFailure(NAMES, error, setting.ids);
  }
  const answer = {
    MessageId: sent.MessageId ?? '',
    ...(sent.SequenceNumber === undefined ? {} : { SequenceNumber: sent.SequenceNumber }),
  };
  return { ...answer, ...sdkMetadata(answer, 'text/xml', setting) };
};
