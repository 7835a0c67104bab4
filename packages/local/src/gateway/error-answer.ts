import type { AwsError } from '../foundation/aws-error.ts';
import type { Answer } from '../foundation/http.ts';
import { jsonError } from './json-protocol.ts';
import { isForm, xmlError } from './query-protocol.ts';

/** An error that no service gives, in the protocol of the request: a client reads no other. */
export function errorAnswer(error: AwsError, contentType = 'application/json'): Answer {
  return isForm(contentType) ? xmlError(error) : jsonError(error, contentType);
}
