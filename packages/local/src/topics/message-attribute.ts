import type { z } from 'zod';
import { isAttributeNumber } from '../foundation/attribute-number.ts';
import { AwsError } from '../foundation/aws-error.ts';
import type { messageAttributes } from './inputs.ts';
import type { MessageAttribute } from './topic.ts';

type Given = z.infer<typeof messageAttributes>[string];

/**
 * A message attribute as it is delivered, refused in SNS's words (recorded).
 * @param path of the attributes in the input
 * @throws AwsError ParameterValueInvalid, ValidationError
 */
export function checkedAttribute(path: string, name: string, given: Given): MessageAttribute {
  const { DataType, StringValue = '', BinaryValue = '' } = given;
  if (DataType === undefined)
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value null at '${path}.${name}.member.dataType' failed to satisfy constraint: Member must not be null`,
    );
  checkName(name);
  const [, type] = /^(String|Number|Binary)(?:\..+)?$/.exec(DataType) ?? [];
  if (type === undefined)
    throw refused(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const isBinary = type === 'Binary';
  if ((isBinary ? StringValue : BinaryValue) !== '')
    throw refused(
      `The message attribute '${name}' with type '${DataType}' must use field '${isBinary ? 'Binary' : 'String'}'.`,
    );
  const value = isBinary ? BinaryValue : StringValue;
  if (value === '')
    throw refused(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  checkValue(name, DataType, value);
  return { DataType, ...(isBinary ? { BinaryValue: value } : { StringValue: value }) };
}

/** What an attribute counts for in the size of its message: its name, its type and its value. */
export function attributeBytes(
  name: string,
  { DataType, StringValue, BinaryValue }: MessageAttribute,
): number {
  const value =
    BinaryValue === undefined ? Buffer.from(StringValue ?? '') : Buffer.from(BinaryValue, 'base64');
  return Buffer.byteLength(name + DataType) + value.length;
}

function checkName(name: string): void {
  if (Buffer.byteLength(name) > 256)
    throw refused('Length of message attribute name must be less than 256 bytes.');
  const [other] = /[^\w.-]/u.exec(name) ?? [];
  if (other !== undefined)
    throw refused(
      `Invalid non-alphanumeric character '#x${other.codePointAt(0)?.toString(16).toUpperCase()}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  if (name.startsWith('.'))
    throw refused("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.'))
    throw refused("Invalid message attribute name ending with character '.' was found.");
  if (name.includes('..')) throw refused("Message attribute name can not have successive '.' character.");
}

/** @throws AwsError ParameterValueInvalid where the text is not of its type */
function checkValue(name: string, type: string, value: string): void {
  if (type.startsWith('Number') && !isAttributeNumber(value))
    throw refused(`Could not cast message attribute '${name}' value to number.`);
  if (type === 'String.Array' && !isArrayText(value))
    throw refused(
      `The value of message attribute '${name}' of type String.Array is not a JSON array of strings, numbers, booleans and nulls.`,
    );
}

function isArrayText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((item) => typeof item !== 'object' || item === null);
  } catch {
    return false;
  }
}

function refused(message: string): AwsError {
  return new AwsError('ParameterValueInvalid', message);
}
