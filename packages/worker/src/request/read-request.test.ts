import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestBody } from '../../test/doubles.ts';
import { readRequest } from './read-request.ts';

describe('a request', () => {
  it('is read, and fields of a later minor version are ignored', () => {
    const read = readRequest(requestBody({ version: '1.7', priority: 'high' }));
    expect(read).toMatchObject({ kind: 'request', request: { correlationId: 'orders:abc' } });
    expect(read).not.toHaveProperty('request.priority');
  });
});

describe('a broken request that can be answered', () => {
  it.each([
    ['another major version', { version: '999.0' }, 'unsupported-version'],
    ['a field named like a token', { taskToken: 'secret' }, 'token-shaped-field'],
    ['a missing payload', { payload: undefined }, 'contract-broken'],
    ['a deadline that is not a time', { deadline: 'soon' }, 'contract-broken'],
    ['an empty idempotency key', { idempotencyKey: '' }, 'contract-broken'],
  ])('is refused for %s', (_, fields, code) => {
    expect(readRequest(requestBody(fields))).toMatchObject({
      kind: 'refused',
      correlationId: 'orders:abc',
      eventBus: 'callback-bus',
      refusal: { code },
    });
  });

  it('is refused for a payload that nests too deep', () => {
    const deep = `${'['.repeat(600)}${']'.repeat(600)}`;
    const body = requestBody().replace('{"number":12}', deep);
    expect(readRequest(body)).toMatchObject({ kind: 'refused', refusal: { code: 'json-too-deep' } });
  });

  it('is answered on the fallback bus where its return address is broken', () => {
    const body = requestBody({ replyTo: { bus: 'x' } });
    expect(readRequest(body, 'fallback')).toMatchObject({ kind: 'refused', eventBus: 'fallback' });
    expect(readRequest(body)).toMatchObject({ kind: 'unreadable', correlationId: 'orders:abc' });
  });

  it('never has the value of the token in its refusal', () => {
    expect(JSON.stringify(readRequest(requestBody({ taskToken: 'AAAAKgAAAAI' })))).not.toContain('AAAAKg');
  });
});

describe('a message that cannot be answered', () => {
  it.each([
    ['no JSON', 'payload: 12', 'not-json'],
    ['no correlation ID', requestBody({ correlationId: undefined }), 'correlation-id-missing'],
    ['a malformed correlation ID', requestBody({ correlationId: 'a b' }), 'correlation-id-malformed'],
    ['an empty correlation ID', requestBody({ correlationId: '' }), 'correlation-id-malformed'],
    ['no object', '12', 'correlation-id-missing'],
    ['null', 'null', 'correlation-id-missing'],
  ])('has %s', (_, body, code) => {
    expect(readRequest(body, 'fallback')).toMatchObject({ kind: 'unreadable', refusal: { code } });
  });

  it('is not quoted', () => {
    const read = readRequest('{"card": "4111111111111111"');
    expect(JSON.stringify(read) + (read.kind === 'unreadable' && read.refusal.message)).not.toContain('4111');
  });
});

it('reads anything without throwing', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((o) => requestBody(o)),
      ),
      (body) => {
        expect(['request', 'refused', 'unreadable']).toContain(readRequest(body, 'bus').kind);
      },
    ),
  );
});
