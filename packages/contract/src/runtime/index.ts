export {
  type AwsError,
  type AwsErrorKind,
  awsErrorWithout,
  classifyAwsError,
  isTransient,
} from './aws-error.ts';
export { isTransientName, retriedErrors } from './aws-error-names.ts';
export { type BackOff, backOff } from './back-off.ts';
export { type Environment, environmentReader } from './environment.ts';
export { mark, onMark } from './mark.ts';
export { payloadFingerprint } from './payload-fingerprint.ts';
export {
  clientTimeouts,
  functionTimeoutSeconds,
  lateSearchSeconds,
  visibilityTimeoutFactor,
} from './time-limits.ts';
export { truncate } from './truncate.ts';
