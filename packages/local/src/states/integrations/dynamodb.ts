import { isObject, type Json, type JsonObject, withPlainNumbers } from '../json.ts';
import { answerOf, asObject, type ServiceCall } from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';
import { serviceFailure } from './service-error.ts';

const NAMES = { prefix: 'DynamoDB', service: 'AmazonDynamoDBv2', general: 'AmazonDynamoDBException' };

/** `dynamodb:putItem` and the like: parameters and result are the service's own. */
export const callTable =
  (operation: string): ServiceCall =>
  async (parameters, setting) => {
    let answer: JsonObject;
    try {
      const input = withValues(asObject(withPlainNumbers(parameters)));
      answer = await answerOf(setting, 'dynamodb', operation, input);
    } catch (error) {
      throw serviceFailure(NAMES, error, setting.ids);
    }
    return { ...answer, ...sdkMetadata(answer, 'application/x-amz-json-1.0', setting) };
  };

/** What has values of attributes. */
const ATTRIBUTES = ['Item', 'Key', 'ExpressionAttributeValues'];

/**
 * A text alone stands for a value of the type S, and null for no attribute, as in `curbside-pickup` and `human-task-reminder` of
 * https://github.com/aws-samples/step-functions-workflows-collection; the integration of the SDK takes neither.
 */
function withValues(input: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      ATTRIBUTES.includes(name) && isObject(value) ? valuesOf(value) : value,
    ]),
  );
}

function valuesOf(attributes: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]): [string, Json][] =>
      value === null ? [] : [[name, typeof value === 'string' ? { S: value } : value]],
    ),
  );
}
