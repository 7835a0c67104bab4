import { AwsError } from '../foundation/aws-error.ts';
import { header, type Request } from '../foundation/http.ts';
import type { Caller } from '../foundation/service.ts';

/** Who holds an access key; undefined for keys that the runtime did not give out: the developer's. */
export type PrincipalOf = (accessKeyId: string) => Caller | undefined;

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
const TRACE = /^Root=1-[\da-f]{8}-[\da-f]{24}(;|$)/;

const scope = /Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/aws4_request/;

/**
 * The caller, from the access key ID of the Authorization header. The signature is not checked: any secret will do.
 * @throws AwsError 403, as AWS answers calls without credentials or for another region
 */
export function readCaller(request: Request, developer: Caller, principalOf: PrincipalOf): Caller {
  const authorization = header(request, 'authorization');
  if (authorization === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token', 403);
  }
  const [, accessKeyId, , region] = scope.exec(authorization) ?? [];
  if (accessKeyId === undefined || region === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      "Authorization header requires 'Credential' parameter of the form KEY/DATE/REGION/SERVICE/aws4_request.",
      403,
    );
  }
  if (region !== developer.region) {
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped to a valid region: the local runtime plays ${developer.region}, and the call was signed for ${region}. Set AWS_REGION=${developer.region}.`,
      403,
    );
  }
  const principal = principalOf(accessKeyId) ?? developer;
  const traceHeader = header(request, 'x-amzn-trace-id') ?? '';
  return TRACE.test(traceHeader) ? { ...principal, traceHeader } : principal;
}
