import { isJsonObject, type JsonObject, parseJson, parseJsonObject } from '../../events/json.ts';
import { compileEventPattern } from '../../events/pattern/event-pattern.ts';
import { AwsError } from '../../foundation/aws-error.ts';

/** Whether a message, as Lambda hands it to the function, is wanted. */
export type RecordFilter = (record: JsonObject) => boolean;

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html: patterns as EventBridge's.
 * @throws AwsError InvalidParameterValueException
 */
export function compileFilter(pattern: string): RecordFilter {
  try {
    const matches = compileEventPattern(pattern);
    const readsBody = isJsonObject(parseJsonObject(pattern)?.body);
    return (record) => matches(readsBody ? withParsedBody(record) : record);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(
      'InvalidParameterValueException',
      `Invalid filter pattern definition. ${error.message}`,
    );
  }
}

/** A pattern that asks for members of the body takes the body as JSON, and no message whose body is none. */
function withParsedBody(record: JsonObject): JsonObject {
  try {
    return { ...record, body: parseJson(String(record.body)) };
  } catch {
    return { ...record, body: null };
  }
}
