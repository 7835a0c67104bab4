import { describe, expect, expectTypeOf, it } from 'vitest';
import { idempotencyKeySchema } from './idempotency-key.ts';
import type { JsonValue } from './json.ts';
import { type Request, requestSchema } from './request.ts';

const request: Request = {
  version: '1.0',
  correlationId: 'orders:order-1234/payment',
  idempotencyKey: 'key',
  payload: { number: 12 },
  deadline: '2026-11-22T10:00:00.000Z',
  replyTo: { eventBus: 'callbacks' },
};
const accepts = (message: unknown) => requestSchema.safeParse(message).success;

describe('a request', () => {
  it('of this version is accepted', () => {
    expect(requestSchema.parse(request)).toEqual(request);
  });

  it('of a later minor is accepted, less the fields that this one does not know', () => {
    expect(requestSchema.parse({ ...request, version: '1.7', priority: 'high' })).toEqual({
      ...request,
      version: '1.7',
    });
  });

  it.each(Object.keys(request))('without %s is refused', (field) => {
    expect(accepts(Object.fromEntries(Object.entries(request).filter(([name]) => name !== field)))).toBe(
      false,
    );
  });

  it.each(['2026-11-22T10:00:00Z', '2026-11-22T10:00:00.123456Z', '2028-02-29T00:00:00Z'])(
    'may have the deadline %s',
    (deadline) => {
      expect(accepts({ ...request, deadline })).toBe(true);
    },
  );

  it.each([
    '',
    '2026-11-22',
    '2026-11-22T10:00Z',
    '2026-11-22T10:00:00',
    '2026-11-22T10:00:00+01:00',
    '2026-11-22t10:00:00z',
    '2027-02-29T00:00:00Z',
    '2026-11-22T24:00:00Z',
    '2026-11-22T23:59:60Z',
    1_800_000_000_000,
  ])('may not have the deadline %j', (deadline) => {
    expect(accepts({ ...request, deadline })).toBe(false);
  });

  it.each(['callbacks', 'arn:aws-us-gov:events:us-gov-west-1:123456789012:event-bus/team/callbacks'])(
    'may be answered on the bus %s',
    (eventBus) => {
      expect(accepts({ ...request, replyTo: { eventBus } })).toBe(true);
    },
  );

  it.each(['', 'with space', 'büs', 'b'.repeat(1601), null])(
    'may not be answered on the bus %j',
    (eventBus) => {
      expect(accepts({ ...request, replyTo: { eventBus } })).toBe(false);
    },
  );

  it('is typed', () => {
    expectTypeOf<Request['payload']>().toEqualTypeOf<JsonValue>();
    expectTypeOf<Request['replyTo']>().toEqualTypeOf<{ eventBus: string }>();
    expectTypeOf<Request>().not.toHaveProperty('taskToken');
  });
});

describe('an idempotency key', () => {
  it.each(['k', 'k'.repeat(128), 'arn:aws:states:eu-west-1:123456789012:execution:a:b#0'])(
    'may be %s',
    (key) => {
      expect(idempotencyKeySchema.safeParse(key).success).toBe(true);
    },
  );

  it.each(['', 'k'.repeat(129), 'a b', 'ü', '\ud800', 'a\n'])('may not be %j', (key) => {
    expect(idempotencyKeySchema.safeParse(key).success).toBe(false);
  });
});
