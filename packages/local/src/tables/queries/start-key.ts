import { AwsError } from '../../foundation/aws-error.ts';
import { errorMessage } from '../../foundation/error-message.ts';
import { validationException } from '../errors/table-errors.ts';
import { checkKey } from '../schema/check-keys.ts';
import { keyAttributes, keyAttributesOfAll } from '../schema/table.ts';
import { type Attributes, attributeOf, attributes, typeOf } from '../values/attribute-value.ts';
import { checkAttributes } from '../values/check-value.ts';
import type { Source } from './reading.ts';

const INVALID = 'The provided starting key is invalid';
const ofValues = /contains duplicates|number set|numeric value|significant digits|number with magnitude/;

/** @throws AwsError ValidationException where a value is wrong by itself */
export function checkStartValues(start: Attributes | undefined): Attributes | undefined {
  if (start === undefined) return undefined;
  try {
    return checkAttributes(start);
  } catch (error) {
    if (!(error instanceof AwsError) || ofValues.test(error.message)) throw error;
    throw validationException(`${INVALID}: ${error.message}`);
  }
}

/**
 * A starting key has the keys of the table and of the index, and nothing else.
 * @throws AwsError ValidationException
 */
export function checkStart(
  { table, index, key }: Source,
  start: Attributes,
  operation: 'Query' | 'Scan',
): void {
  const parts = keyAttributesOfAll([table.key, key]);
  const fits =
    Object.keys(start).length === parts.length &&
    parts.every(({ name, type }) => {
      const value = attributeOf(start, name);
      return value !== undefined && typeOf(value) === type;
    });
  if (!fits) {
    throw validationException(
      operation === 'Scan' && index === undefined
        ? `${INVALID}: The provided key element does not match the schema`
        : INVALID,
    );
  }
  const own = attributes();
  for (const { name } of keyAttributes(table.key)) Object.assign(own, { [name]: attributeOf(start, name) });
  try {
    checkKey(table.key, own);
  } catch (error) {
    throw validationException(`${INVALID}: ${errorMessage(error)}`);
  }
}
