import { AwsError } from '../foundation/aws-error.ts';
import type { AccessRequest, DenialReason } from './evaluate.ts';

/** The error that AWS answers a denied request with: code and words as the called service writes them. */
export function denial({ principal, action, resource }: AccessRequest, reason: DenialReason): AwsError {
  const service = action.split(':')[0] ?? '';
  const caller = principal.kind === 'service' ? principal.service : principal.sessionArn;
  const shown = service === 'sqs' ? action.toLowerCase() : action;
  const because = reason.startsWith('explicit')
    ? `with an ${reason}`
    : `because ${reason} the ${shown} action`;
  const message = `User: ${caller} is not authorized to perform: ${shown} on resource: ${resource ?? '*'} ${because}`;
  if (service === 'sqs') return new AwsError('AccessDenied', message, 403);
  return new AwsError('AccessDeniedException', message, service === 'lambda' ? 403 : 400);
}
