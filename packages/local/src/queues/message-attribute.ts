import { isAttributeNumber } from '../foundation/attribute-number.ts';
import type { AwsError } from '../foundation/aws-error.ts';
import type { MessageAttribute, MessageAttributes } from './message.ts';
import { invalidParameter } from './queue-error.ts';

const LONGEST_TYPE = 256;

/** The characters of XML 1.0, which SQS accepts and no others. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const refused = /[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

export const REFUSED_CHARACTERS =
  'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.';

export function hasRefusedCharacters(text: string): boolean {
  return refused.test(text);
}

/**
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html
 * @throws AwsError InvalidParameterValue
 */
export function checkAttribute(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute): void {
  checkName(name);
  if (!/^(String|Number|Binary)(\..+)?$/.test(DataType) || DataType.length > LONGEST_TYPE) {
    throw invalidParameter(
      `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`,
    );
  }
  const isBinary = DataType.startsWith('Binary');
  const value = isBinary ? BinaryValue : StringValue;
  if (value === undefined || value === '') throw empty(name, DataType);
  if (!isBinary && hasRefusedCharacters(value)) throw invalidParameter(REFUSED_CHARACTERS);
  if (DataType.startsWith('Number') && !isAttributeNumber(value)) {
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}

/**
 * X-Ray's trace header is the one attribute that a sender may give SQS itself.
 * @throws AwsError InvalidParameterValue
 */
export function checkSystemAttributes(attributes: MessageAttributes): void {
  for (const [name, { DataType, StringValue }] of Object.entries(attributes)) {
    if (name !== 'AWSTraceHeader')
      throw invalidParameter(
        `Message (system) attribute name '${name}' is invalid: AWSTraceHeader is the only one that a message may be sent with.`,
      );
    if (DataType !== 'String')
      throw invalidParameter(
        `The type of message (system) attribute '${name}' is invalid: it must be String.`,
      );
    if (StringValue === undefined || StringValue === '')
      throw invalidParameter(
        `Message (system) attribute '${name}' must contain a non-empty value of type 'String'.`,
      );
  }
}

function checkName(name: string): void {
  const valid =
    /^(?!\.)(?!.*\.$)(?!.*\.\.)[\p{L}\p{N}_.-]{1,256}$/u.test(name) && !/^(aws|amazon)\./i.test(name);
  if (valid) return;
  throw invalidParameter(
    `Message (user) attribute name '${name}' is invalid: it can contain only letters, digits, '_', '-' and '.', no period at its start, its end or twice in a row, no prefix 'AWS.' or 'Amazon.', and at most 256 characters.`,
  );
}

function empty(name: string, type: string): AwsError {
  return invalidParameter(
    `Message (user) attribute '${name}' must contain a non-empty value of type '${type.split('.')[0]}'.`,
  );
}
