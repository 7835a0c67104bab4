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

/** `fallbackBus` takes the answer where the return address can't be read. */
export function readRequest(body: string, fallbackBus?: string): ReadRequest {
  const message = parse(body);
  if (message instanceof RelayError) return { kind: 'unreadable', refusal: message };
  const request = requestIn(message);
  if (!(request instanceof RelayError)) return { kind: 'request', request };
  const { correlationId: givenId, replyTo } = membersOf(message);
  const { value: correlationId } = validate(correlationIdSchema, givenId);
  if (correlationId === undefined)
    return { kind: 'unreadable', refusal: withoutCorrelation(givenId, request) };
  const eventBus = validate(requestSchema.shape.replyTo, replyTo).value?.eventBus ?? fallbackBus;
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

/** No callback can be answered: what is wrong with the correlation ID comes before what else is wrong. */
function withoutCorrelation(given: unknown, refusal: RelayError): RelayError {
  const code: Code = given === undefined ? 'correlation-id-missing' : 'correlation-id-malformed';
  return refusal.code === 'contract-broken' ? new RelayError(code) : refusal;
}

function membersOf(message: unknown): Readonly<Record<string, unknown>> {
  return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : {};
}
