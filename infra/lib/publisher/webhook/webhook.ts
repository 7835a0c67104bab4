import { correlationIdOf, encodeBusinessKey, type JsonValue, RelayError } from '@callback-relay/contract';
import { type HttpRequest, type HttpResponse, json } from '../http.ts';
import { type SignatureScheme, signatureChecks } from './signature.ts';

/** What a webhook makes of a provider's events. */
export interface WebhookMapping {
  readonly scheme: SignatureScheme;
  /** The namespace of the requester that waits. */
  readonly namespace: string;
  /** The business key, with fields of the body in braces: `order-{data.object.metadata.orderId}`. */
  readonly key: string;
  /** Names of events that are a success. */
  readonly succeeded: readonly string[];
  /** Names of events that are a failure. */
  readonly failed: readonly string[];
  /** Path to what becomes the output: `data.object`. Left out, the body. */
  readonly output?: string;
}

export interface WebhookPorts {
  readonly secret: string;
  /** Milliseconds since 1970. */
  now(): number;
  /** Publishes a result of that callback. Throws a RelayError where it cannot be passed on as it is. */
  publish(correlationId: string, answer: WebhookAnswer): Promise<unknown>;
}

export type WebhookAnswer =
  | { readonly output: JsonValue }
  | { readonly error: string; readonly cause: string };

/** Checks a delivery's signature and passes it on as a result. Nothing that is not signed is read any further. */
export async function receiveWebhook(
  mapping: WebhookMapping,
  ports: WebhookPorts,
  request: HttpRequest,
): Promise<HttpResponse> {
  if (request.method !== 'POST') return json(405, { error: 'a webhook is sent by POST' });
  const refusal = signatureChecks[mapping.scheme](request, ports.secret, ports.now());
  if (refusal !== undefined) return json(401, { error: refusal });
  const body = parsed(request.body);
  if (body === undefined) return json(400, { error: 'the body is not JSON' });
  const event = eventNameOf(mapping.scheme, request, body);
  const answer = answerTo(mapping, event, body);
  if (answer === undefined) return json(200, { ignored: event });
  const key = filledIn(mapping.key, body);
  if (key === undefined)
    return json(422, { error: `the body has no text or number at each path of ${mapping.key}` });
  return await passedOn(mapping, ports, key, answer);
}

async function passedOn(
  { namespace }: WebhookMapping,
  { publish }: WebhookPorts,
  key: string,
  answer: WebhookAnswer,
): Promise<HttpResponse> {
  try {
    const correlationId = correlationIdOf(namespace, encodeBusinessKey(key));
    await publish(correlationId, answer);
    return json(200, { correlationId });
  } catch (error) {
    // What another delivery could not mend either is refused; the rest is thrown, and the provider tries again.
    if (error instanceof RelayError && error.code !== 'publish-failed') {
      return json(422, { error: error.message });
    }
    throw error;
  }
}

function answerTo(mapping: WebhookMapping, event: string, body: JsonValue): WebhookAnswer | undefined {
  const { succeeded, failed, output } = mapping;
  if (succeeded.includes(event))
    return { output: output === undefined ? body : (valueAt(body, output) ?? null) };
  return failed.includes(event) ? { error: event, cause: JSON.stringify(body) } : undefined;
}

/** Stripe's `type`; GitHub's event with its action, as `check_run.completed`. */
function eventNameOf(scheme: SignatureScheme, { headers }: HttpRequest, body: JsonValue): string {
  if (scheme === 'stripe') return String(valueAt(body, 'type'));
  const action = valueAt(body, 'action');
  return [headers['x-github-event'], ...(typeof action === 'string' ? [action] : [])].join('.');
}

function filledIn(template: string, body: JsonValue): string | undefined {
  let isWhole = true;
  const text = template.replaceAll(/\{([^{}]+)\}/g, (_, path: string) => {
    const value = valueAt(body, path);
    if (typeof value === 'number' || (typeof value === 'string' && value !== '')) return String(value);
    isWhole = false;
    return '';
  });
  return isWhole ? text : undefined;
}

/** The value at `data.items[0].id`. */
function valueAt(body: JsonValue, path: string): JsonValue | undefined {
  let at: JsonValue | undefined = body;
  for (const name of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Record<string, JsonValue>)[name];
  }
  return at;
}

function parsed(body: Buffer): JsonValue | undefined {
  try {
    return JSON.parse(body.toString('utf8')) as JsonValue;
  } catch {
    return undefined;
  }
}
