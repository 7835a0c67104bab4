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
import { cut } from './cut.ts';
import { stringifyJson } from './exact-json.ts';
import { fingerprint } from './fingerprint.ts';
import type { HeartbeatMessage, RefusedMessage, ResultMessage } from './message.ts';

/** What Step Functions is told, and a state machine may catch, when a result can't be passed on. */
export const resultErrors = {
  invalid: 'CallbackRelay.InvalidResult',
  'too-large': 'CallbackRelay.ResultTooLarge',
} as const;

/** A result event: an outcome or a heartbeat; a broken one fails the task, where its callback can be read. */
export function readResult(
  event: EventReference,
  detail: unknown,
  isTooDeep: boolean,
): ResultMessage | HeartbeatMessage | RefusedMessage {
  const correlationId = correlationIdIn(detail);
  const { defect, result } = examine(event.detailType, detail, isTooDeep);
  if (correlationId === undefined || defect !== undefined) {
    return refuse(event, correlationId, defect ?? withCode('correlation-id-missing'));
  }
  if (result.type === resultTypes.heartbeat) return { kind: 'heartbeat', correlationId, event };
  const said = saidBy(result);
  return { kind: 'result', correlationId, event, ...said };
}

interface Defect {
  readonly verdict: 'invalid' | 'too-large';
  readonly code: Code;
  readonly reason: string;
}

type Examined =
  | { readonly defect: Defect; readonly result?: undefined }
  | { readonly defect?: undefined; readonly result: Result };

function examine(type: string, detail: unknown, isTooDeep: boolean): Examined {
  const field = tokenShapedField(detail);
  if (field !== undefined) return { defect: withCode('token-shaped-field') };
  const { correlationId } = (detail ?? {}) as Record<string, unknown>;
  const schemas = schemasFor(detail);
  if (schemas instanceof RelayError) return { defect: withCode(schemas.code) };
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

function saidBy(result: Exclude<Result, { type: typeof resultTypes.heartbeat }>): {
  fingerprint: string;
  outcome: Outcome;
} {
  if (result.type === resultTypes.succeeded) {
    const { output } = result.detail;
    return {
      fingerprint: fingerprint(result.type, output),
      outcome: { answer: { kind: 'succeeded', output: stringifyJson(output) }, verdict: 'delivered' },
    };
  }
  const error = cut(result.detail.error, limits.errorCharacters);
  const cause = cut(result.detail.cause, limits.causeCharacters);
  return {
    fingerprint: fingerprint(result.type, result.detail.error, result.detail.cause),
    outcome: { answer: { kind: 'failed', error, cause }, verdict: 'delivered' },
  };
}

/** A broken heartbeat is no outcome: it is told, and the task goes on. */
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
    cause: cut(
      `${defect.code}: ${defect.reason} (event ${event.id} of ${event.source})`,
      limits.causeCharacters,
    ),
  } as const;
  return {
    kind: 'result',
    correlationId,
    event,
    // Of what it is, for it may be too deep to be walked, and what is said about it may change with a deployment.
    fingerprint: fingerprint(event.detailType, defect.code, event.id),
    outcome: { answer, ...defect },
  };
}

function correlationIdIn(detail: unknown): CorrelationId | undefined {
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
