import { AwsError } from '../../foundation/aws-error.ts';
import { StateFailed, stateFailed } from '../errors/failure.ts';
import type { Ids } from '../ids.ts';

/** How Step Functions names a service in errors: the prefix, the service in the cause, and what its SDK calls any other error. */
export interface ServiceNames {
  readonly prefix: string;
  readonly service: string;
  readonly general: string;
}

/** Errors that a service's SDK has no class for get the SDK's general one. */
const UNMODELED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'InternalFailure',
  'ValidationException',
  'MissingParameter',
  'InvalidParameterValue',
]);

/** The SDK's class for an error's code, as SNS.NotFoundException for `NotFound`. */
const className = (code: string): string => {
  const name = code.split('.').at(-1) ?? code;
  return name.endsWith('Exception') || name.endsWith('Error') ? name : `${name}Exception`;
};

const faultOf = (error: unknown): Pick<AwsError, 'code' | 'status' | 'message'> => {
  if (error instanceof AwsError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'InternalFailure', status: 500, message };
};

/** `Lambda.ResourceNotFoundException`, with the cause that the SDK of Step Functions would print. */
export const serviceFailure = (names: ServiceNames, error: unknown, ids: Ids): StateFailed => {
  if (error instanceof StateFailed) return error;
  const { code, status, message } = faultOf(error);
  const name = UNMODELED.has(code) ? names.general : className(code);
  return stateFailed(
    `${names.prefix}.${name}`,
    `${message} (Service: ${names.service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${ids.uuid()}; Proxy: null)`,
  );
};

/** The same for `aws-sdk` integrations, which stand on another SDK: `Sfn.InvalidTokenException`. */
export const sdkFailure = (client: string, error: unknown, ids: Ids): StateFailed => {
  if (error instanceof StateFailed) return error;
  const { code, status, message } = faultOf(error);
  const name = UNMODELED.has(code) ? `${client}Exception` : className(code);
  return stateFailed(
    `${client}.${name}`,
    `${message} (Service: ${client}, Status Code: ${status}, Request ID: ${ids.uuid()}) (SDK Attempt Count: 1)`,
  );
};
