import type { EventReference, Outcome } from '@callback-relay/callbacks-table';
import {
  type Code,
  type CorrelationId,
  codes,
  correlationIdSchema,
  limits,
  RelayError,
  type Result,
  resultTypes,
  schemasFor,
  tokenShapedField,
  utf8Bytes,
  validate,
} from '@callback-relay/contract';
import { truncate } from '@callback-relay/contract/runtime';
import { fingerprintOf, stringifyJson } from './exact-json.ts';
import { withCorrelationId } from './mapped-key.ts';
import type { HeartbeatMessage, RefusedMessage, ResultMessage } from './message.ts';

/** The errors that a state machine may catch when a result cannot be passed on to Step Functions. */
export const resultErrors = {
  invalid: 'CallbackRelay.InvalidResult',
  'too-large': 'CallbackRelay.ResultTooLarge',
} as const;

/** A result event: an outcome or a heartbeat; a broken one fails the task, where its callback can be read. */
export function readResult(
  event: EventReference,
  given: unknown,
  isTooDeep: boolean,
): ResultMessage | HeartbeatMessage | RefusedMessage {
  const { detail, defect: keyDefect } = withCorrelationId(given);
  const correlationId = correlationIdIn(detail);
  const { defect, result } = examine(event.detailType, { detail, keyDefect }, isTooDeep);
  if (correlationId === undefined || defect !== undefined) {
    return refuse(event, correlationId, defect ?? withCode('correlation-id-missing'));
  }
  if (result.type === resultTypes.heartbeat) {
    const { progress } = result.detail;
    const message = { kind: 'heartbeat', correlationId, event } as const;
    return progress === undefined ? message : { ...message, progress: stringifyJson(progress) };
  }
  return { kind: 'result', correlationId, event, ...contentOf(result) };
}

interface Defect {
  readonly verdict: 'invalid' | 'too-large';
  readonly code: Code;
  readonly reason: string;
}

type Examined =
  | { readonly defect: Defect; readonly result?: undefined }
  | { readonly defect?: undefined; readonly result: Result };

function examine(
  type: string,
  { detail, keyDefect }: { readonly detail: unknown; readonly keyDefect: RelayError | undefined },
  isTooDeep: boolean,
): Examined {
  const field = tokenShapedField(detail);
  if (field !== undefined) return { defect: withCode('token-shaped-field') };
  const { correlationId } = (detail ?? {}) as Record<string, unknown>;
  const schemas = schemasFor(detail);
  if (schemas instanceof RelayError) return { defect: defectOf(schemas) };
  if (keyDefect !== undefined) return { defect: defectOf(keyDefect) };
  if (correlationId === undefined) return { defect: withCode('correlation-id-missing') };
  if (!correlationIdSchema.safeParse(correlationId).success) {
    return { defect: withCode('correlation-id-malformed') };
  }
  if (isTooDeep) return { defect: withCode('json-too-deep') };
  const parsed = validate(schemas.result, { type, detail });
  if (parsed.issues) return { defect: withCode('contract-broken', parsed.issues.join('; ')) };
  const overweight = overweightOf(parsed.value);
  return overweight === undefined ? { result: parsed.value } : { defect: overweight };
}

function defectOf({ code, message }: RelayError): Defect {
  return { verdict: 'invalid', code, reason: message };
}

function overweightOf(result: Result): Defect | undefined {
  if (result.type === resultTypes.succeeded) {
    const bytes = utf8Bytes(stringifyJson(result.detail.output));
    return bytes > limits.outputBytes ? tooLarge('output-too-large', bytes, limits.outputBytes) : undefined;
  }
  if (result.type === resultTypes.heartbeat && result.detail.progress !== undefined) {
    const bytes = utf8Bytes(stringifyJson(result.detail.progress));
    return bytes > limits.progressBytes
      ? tooLarge('progress-too-large', bytes, limits.progressBytes)
      : undefined;
  }
  return undefined;
}

function contentOf(result: Exclude<Result, { type: typeof resultTypes.heartbeat }>): {
  fingerprint: string;
  outcome: Outcome;
} {
  if (result.type === resultTypes.succeeded) {
    const { output } = result.detail;
    return {
      fingerprint: fingerprintOf(result.type, output),
      outcome: { answer: { kind: 'succeeded', output: stringifyJson(output) }, verdict: 'delivered' },
    };
  }
  const error = truncate(result.detail.error, limits.errorCharacters);
  const cause = truncate(result.detail.cause, limits.causeCharacters);
  return {
    fingerprint: fingerprintOf(result.type, result.detail.error, result.detail.cause),
    outcome: { answer: { kind: 'failed', error, cause }, verdict: 'delivered' },
  };
}

/** A broken heartbeat is not an outcome: it has its verdict, and the task goes on. */
function refuse(
  event: EventReference,
  correlationId: CorrelationId | undefined,
  defect: Defect,
): ResultMessage | RefusedMessage {
  if (correlationId === undefined || event.detailType === resultTypes.heartbeat) {
    return { kind: 'refused', correlationId: correlationId ?? null, event, ...defect };
  }
  const answer = {
    kind: 'failed',
    error: resultErrors[defect.verdict],
    cause: truncate(
      `${defect.code}: ${defect.reason} (event ${event.id} of ${event.source})`,
      limits.causeCharacters,
    ),
  } as const;
  return {
    kind: 'result',
    correlationId,
    event,
    // Not of its content, because it may be too deep to be walked, and not of the reason, because that may change.
    fingerprint: fingerprintOf(event.detailType, defect.code, event.id),
    outcome: { answer, ...defect },
  };
}

export function correlationIdIn(detail: unknown): CorrelationId | undefined {
  if (typeof detail !== 'object' || detail === null) return undefined;
  const parsed = correlationIdSchema.safeParse((detail as Record<string, unknown>).correlationId);
  return parsed.success ? parsed.data : undefined;
}

function withCode(code: Code, detail?: string): Defect {
  return {
    verdict: 'invalid',
    code,
    reason: detail === undefined ? codes[code] : `${codes[code]}: ${detail}`,
  };
}

function tooLarge(code: Code, bytes: number, limit: number): Defect {
  return { verdict: 'too-large', code, reason: `${codes[code]}: ${bytes} bytes of ${limit}` };
}
