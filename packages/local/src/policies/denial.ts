import { AwsError } from '../foundation/aws-error.ts';
import type { ServiceDefinition } from '../foundation/service-definition.ts';
import type { AccessRequest, DenialReason } from './evaluate.ts';

/** The error that AWS answers a denied request with: code and words as the called service writes them. */
export function denial(
  { principal, action, resource }: AccessRequest,
  reason: DenialReason,
  form: ServiceDefinition['denial'] = {},
): AwsError {
  const { code = 'AccessDeniedException', status = 400, actionInSmallLetters = false } = form;
  const caller = principal.kind === 'service' ? principal.service : principal.sessionArn;
  const shown = actionInSmallLetters ? action.toLowerCase() : action;
  const because = reason.startsWith('explicit')
    ? `with an ${reason}`
    : `because ${reason} the ${shown} action`;
  const message = `User: ${caller} is not authorized to perform: ${shown} on resource: ${resource ?? '*'} ${because}`;
  return new AwsError(code, message, status);
}
