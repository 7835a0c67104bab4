import {
  type Code,
  correlationIdSchema,
  isDeeperThan,
  limits,
  RelayError,
  type Request,
  requestSchema,
  schemasFor,
  tokenShapedField,
  validate,
} from '@callback-relay/contract';
import * as z from 'zod/mini';

/**
 * What the body of a message turned out to be: a request; a broken one that can still be answered, because its
 * correlation ID and a return address can be read; or something that only its dead-letter queue can take.
 */
export type ReadRequest =
  | { readonly kind: 'request'; readonly request: Request }
  | {
      readonly kind: 'refused';
      readonly correlationId: string;
      readonly eventBus: string;
      readonly refusal: RelayError;
    }
  | { readonly kind: 'unreadable'; readonly correlationId?: string; readonly refusal: RelayError };

const correlationSchema = z.looseObject({ correlationId: correlationIdSchema });
const returnAddressSchema = z.looseObject({ replyTo: requestSchema.shape.replyTo });

/** `fallbackBus` takes the answer where the return address can't be read. */
export function readRequest(body: string, fallbackBus?: string): ReadRequest {
  const message = parse(body);
  if (message instanceof RelayError) return { kind: 'unreadable', refusal: message };
  const request = requestIn(message);
  if (!(request instanceof RelayError)) return { kind: 'request', request };
  const correlation = correlationSchema.safeParse(message);
  if (!correlation.success) return { kind: 'unreadable', refusal: withoutCorrelation(message, request) };
  const { correlationId } = correlation.data;
  const address = returnAddressSchema.safeParse(message);
  const eventBus = address.success ? address.data.replyTo.eventBus : fallbackBus;
  return eventBus === undefined
    ? { kind: 'unreadable', correlationId, refusal: request }
    : { kind: 'refused', correlationId, eventBus, refusal: request };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // The parser's own message quotes the body, which may contain a secret.
    return new RelayError('not-json', `a message body of ${body.length} characters`);
  }
}

function requestIn(message: unknown): Request | RelayError {
  const token = tokenShapedField(message);
  if (token !== undefined) return new RelayError('token-shaped-field', token);
  if (isDeeperThan(message, limits.jsonDepth)) {
    return new RelayError('json-too-deep', `over ${limits.jsonDepth} levels`);
  }
  const schemas = schemasFor(message);
  if (schemas instanceof RelayError) return schemas;
  const parsed = validate(schemas.request, message);
  return parsed.issues ? new RelayError('contract-broken', parsed.issues.join('\n')) : parsed.value;
}

/** Nobody can be answered: what is wrong with the correlation ID comes before what else is wrong. */
function withoutCorrelation(message: unknown, refusal: RelayError): RelayError {
  const given = typeof message === 'object' && message !== null && 'correlationId' in message;
  const code: Code = given ? 'correlation-id-malformed' : 'correlation-id-missing';
  return refusal.code === 'contract-broken' ? new RelayError(code) : refusal;
}
