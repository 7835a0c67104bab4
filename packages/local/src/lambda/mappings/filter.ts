import {
  isJsonList,
  isJsonObject,
  type Json,
  type JsonObject,
  parseJson,
  parseJsonObject,
} from '../../events/json.ts';
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
    const asked = parseJsonObject(pattern) ?? {};
    const wanted = bodiesIn(asked);
    if (wanted.length === 0) return matches;
    const readsMembers = wanted.some(isJsonObject);
    return (record) => {
      const body = comparedBody(record.body, readsMembers);
      return (body !== undefined || asked.body === undefined) && matches({ ...record, body: body ?? null });
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new AwsError(
      'InvalidParameterValueException',
      `Invalid filter pattern definition. ${error.message}`,
    );
  }
}

/** What a pattern asks of the body, in its alternatives too. */
function bodiesIn({ body, $or: alternatives }: JsonObject): Json[] {
  const others = isJsonList(alternatives) ? alternatives.filter(isJsonObject) : [];
  return [...(body === undefined ? [] : [body]), ...others.flatMap(bodiesIn)];
}

/**
 * A pattern that asks for members of the body takes the body as JSON, one that asks for a text takes it as it is; a
 * body of the other kind, undefined here, is dropped: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 */
function comparedBody(body: Json | undefined, readsMembers: boolean): Json | undefined {
  const parsed = jsonOf(String(body));
  const hasMembers = typeof parsed === 'object' && parsed !== null;
  if (readsMembers) return hasMembers ? parsed : undefined;
  return hasMembers ? undefined : String(body);
}

/** Undefined for what is not JSON. */
function jsonOf(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
