import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  isOtherMajor,
  jsonValueSchema,
  requestSchema,
  resultSchema,
  resultTypes,
  succeededDetailSchema,
} from '../src/index.ts';

// Version 1.1 as a later release may have it: an optional field more in a request and in a success.
const later = {
  requestSchema: z.extend(requestSchema, { priority: z.optional(z.enum(['low', 'high'])) }),
  succeededDetailSchema: z.extend(succeededDetailSchema, { finishedAt: z.optional(z.iso.datetime()) }),
};

const request = {
  version: '1.0',
  correlationId: 'orders:1',
  idempotencyKey: 'k',
  payload: { number: 12 },
  deadline: '2026-11-22T10:00:00Z',
  replyTo: { eventBus: 'callbacks' },
};
const success = { version: '1.0', correlationId: 'orders:1', output: { even: true } };

describe('a worker of 1.0 and a relay of 1.1', () => {
  it('understand each other: the relay reads a success without the new field', () => {
    expect(later.succeededDetailSchema.parse(success)).toEqual(success);
  });

  it('understand each other: the worker reads a request with the new field, and passes over it', () => {
    const sent = later.requestSchema.parse({ ...request, version: '1.1', priority: 'high' });
    expect(requestSchema.parse(sent)).toEqual({ ...request, version: '1.1' });
  });
});

describe('a worker of 1.1 and a relay of 1.0', () => {
  it('understand each other: the relay passes over the new field and delivers the output', () => {
    const sent = later.succeededDetailSchema.parse({
      ...success,
      version: '1.1',
      finishedAt: '2026-11-22T09:59:00Z',
    });
    const read = resultSchema.parse({ type: resultTypes.succeeded, detail: sent });
    expect(read.detail).toEqual({ ...success, version: '1.1' });
  });

  it('understand each other: the worker reads a request without the new field', () => {
    expect(later.requestSchema.parse(request)).toEqual(request);
  });
});

describe('two majors during a migration', () => {
  // Version 2.0 as it might come: `output` has another name, which no minor may do.
  const ofTwo = z.object({
    version: z.string().check(z.regex(/^2\./)),
    correlationId: z.string(),
    value: jsonValueSchema,
  });
  const both = z.union([
    succeededDetailSchema,
    z.pipe(
      ofTwo,
      z.transform(({ version, correlationId, value }) => ({ version, correlationId, output: value })),
    ),
  ]);

  it('are served at once by a reader that knows both, told apart by the version alone', () => {
    expect(both.parse(success)).toEqual(success);
    expect(both.parse({ version: '2.0', correlationId: 'orders:1', value: 7 })).toMatchObject({ output: 7 });
    expect(both.safeParse({ ...success, version: '2.0' }).success).toBe(false);
  });

  it('are refused by a reader of one, which tells the sender why', () => {
    const message = { version: '2.0', correlationId: 'orders:1', value: 7 };
    expect(succeededDetailSchema.safeParse(message).success).toBe(false);
    expect(isOtherMajor(message.version)).toBe(true);
  });
});
