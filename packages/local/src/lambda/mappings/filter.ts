import type { JsonObject } from '../../events/json.ts';
import { compileEventPattern } from '../../events/pattern/event-pattern.ts';
import { AwsError } from '../../foundation/aws-error.ts';

/** Whether a message, as Lambda hands it to the function, is wanted. */
export type RecordFilter = (record: Readonly<Record<string, unknown>>) => boolean;

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html: patterns as EventBridge's.
 * @throws AwsError InvalidParameterValueException
 */
export function compileFilter(pattern: string): RecordFilter {
  try {
    const matches = compileEventPattern(pattern);
    return (record) => matches(withParsedBody(record, pattern) as JsonObject);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(
      'InvalidParameterValueException',
      `Invalid filter pattern definition. ${error.message}`,
    );
  }
}

/** A pattern that asks for members of the body takes the body as JSON, and no message whose body is none. */
function withParsedBody(record: Readonly<Record<string, unknown>>, pattern: string): object {
  const { body: asked } = JSON.parse(pattern) as { body?: unknown };
  if (typeof asked !== 'object' || asked === null || Array.isArray(asked)) return record;
  try {
    return { ...record, body: JSON.parse(String(record.body)) as unknown };
  } catch {
    return { ...record, body: null };
  }
}
