import { type JsonObject, withPlainNumbers } from '../json.ts';
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
      const input = asObject(withPlainNumbers(parameters));
      answer = await answerOf(setting, 'dynamodb', operation, input);
    } catch (error) {
      throw serviceFailure(NAMES, error, setting.ids);
    }
    return { ...answer, ...sdkMetadata(answer, 'application/x-amz-json-1.0', setting) };
  };
