import './english.ts';

export { type Code, codes } from './code.ts';
export {
  businessKeySchema,
  type CorrelationId,
  correlationIdOf,
  correlationIdSchema,
  mintCorrelationId,
  namespaceSchema,
} from './correlation-id.ts';
export { type EventEnvelope, eventEnvelopeSchema } from './event.ts';
export { idempotencyKeySchema } from './idempotency-key.ts';
export { issuesOf } from './issues.ts';
export { isDeeperThan, isJsonValue, type JsonValue, jsonValueSchema, utf8Bytes } from './json.ts';
export { limits } from './limits.ts';
export {
  type CancelledDetail,
  cancelledDetailSchema,
  cancelledEventType,
  type OpenedDetail,
  openedDetailSchema,
  openedEventType,
} from './notice.ts';
export { RelayError } from './relay-error.ts';
export { type Request, requestSchema } from './request.ts';
export {
  type FailedDetail,
  failedDetailSchema,
  type HeartbeatDetail,
  heartbeatDetailSchema,
  type Result,
  type ResultType,
  resultSchema,
  resultTypes,
  type SucceededDetail,
  succeededDetailSchema,
} from './result.ts';
export { tokenNamePattern, tokenShapedField } from './token-shaped.ts';
export {
  isTold,
  relaySource,
  type ToldVerdict,
  toldVerdicts,
  type Verdict,
  type VerdictDetail,
  verdictDetailSchema,
  verdictEventType,
  verdicts,
} from './verdict.ts';
export { currentVersion, isOtherMajor, versionSchema } from './version.ts';
