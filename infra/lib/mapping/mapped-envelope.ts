import type { ResultType } from '@callback-relay/contract';
import { EventField, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import { validationError } from '../validation-error.ts';
import { eventPath } from './key-template.ts';

/**
 * A message of the relay queue, made of a domain event: an envelope of its ID, source and account around a result.
 * The detail comes first, so that nothing that is written into it can take the envelope's place: of two members of
 * one name, the last counts.
 */
export function resultEnvelope(type: ResultType, detail: Readonly<Record<string, unknown>>): RuleTargetInput {
  return RuleTargetInput.fromObject({
    detail,
    'detail-type': type,
    id: EventField.eventId,
    time: EventField.time,
    account: EventField.account,
    source: EventField.source,
  });
}

/** A literal, or what `{path}` leads to: alone it is written as JSON, escaped. */
export function mappedValue(scope: IConstruct, text: string): string {
  if (!/[{}]/.test(text)) return text;
  const path = eventPath(text.slice(1, -1));
  if (text.startsWith('{') && text.endsWith('}') && path !== undefined) {
    return EventField.fromPath(path.path);
  }
  throw validationError(scope, {
    problem: 'a value is a literal, or one path in braces and nothing around it',
    given: text,
    remedy: 'write it as PaymentDeclined or {detail.code}',
  });
}
