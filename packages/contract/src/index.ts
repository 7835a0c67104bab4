export { encodeBusinessKey } from './business-key.ts';
export { type Code, codes } from './code.ts';
export {
  businessKeySchema,
  type CorrelationId,
  correlationIdOf,
  correlationIdSchema,
  mintCorrelationId,
  namespaceSchema,
} from './correlation-id.ts';
export {
  assertSchema,
  assertSource,
  type Contract,
  type ContractDefinition,
  defineContract,
  type ErrorNameOf,
  type OutputOf,
  type PayloadOf,
  type ProgressOf,
  type RequestOf,
  type ReturnsOf,
} from './define-contract.ts';
export { type EventEnvelope, eventEnvelopeSchema } from './event.ts';
export { idempotencyKeySchema } from './idempotency-key.ts';
export { isDeeperThan, isJsonValue, type JsonValue, jsonLossIn, jsonValueSchema, utf8Bytes } from './json.ts';
export type { JsonDescribed, JsonSerializable } from './json-serializable.ts';
export { limits } from './limits.ts';
export {
  type CancelledDetail,
  cancelledDetailSchema,
  cancelledEventType,
  endedStatuses,
  type OpenedDetail,
  openedDetailSchema,
  openedEventType,
  type ProgressDetail,
  progressDetailSchema,
  progressEventType,
} from './notice.ts';
export type { OpenChoice } from './open-choice.ts';
export {
  type Operator,
  operatorSchema,
  operatorSource,
  type SourcesAllowedDetail,
  sourcesAllowedDetailSchema,
  sourcesAllowedEventType,
} from './operator.ts';
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
export { type MessageSchemas, schemasFor, servedVersions } from './served-versions.ts';
export { isStandardSchema, validateStandard } from './standard-schema.ts';
export { tokenNamePattern, tokenShapedField } from './token-shaped.ts';
export { issueText, type Validated, validate } from './validate.ts';
export {
  isPublished,
  type PublishedVerdict,
  publishedVerdicts,
  relaySource,
  type Verdict,
  type VerdictDetail,
  verdictDetailSchema,
  verdictEventType,
  verdicts,
} from './verdict.ts';
export { currentVersion, majorOf } from './version.ts';
