import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import {
  jsonValueSchema,
  type MessageSchemas,
  RelayError,
  type Result,
  requestSchema,
  resultSchema,
  resultTypes,
  schemasFor,
  servedVersions,
  succeededDetailSchema,
  validate,
} from '../src/index.ts';

const ofOne = servedVersions[1] as MessageSchemas;

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

  it('understand each other: the worker reads a request with the new field, and ignores it', () => {
    const sent = later.requestSchema.parse({ ...request, version: '1.1', priority: 'high' });
    expect(requestSchema.parse(sent)).toEqual({ ...request, version: '1.1' });
  });
});

describe('a worker of 1.1 and a relay of 1.0', () => {
  it('understand each other: the relay ignores the new field and delivers the output', () => {
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
  const successOfTwo = z.pipe(
    z.object({
      version: z.string().check(z.regex(/^2\./)),
      correlationId: z.string(),
      value: jsonValueSchema,
    }),
    z.transform(({ version, correlationId, value }) => ({ version, correlationId, output: value })),
  );
  const ofTwo: MessageSchemas = {
    ...ofOne,
    result: z.pipe(
      z.object({ type: z.literal(resultTypes.succeeded), detail: successOfTwo }),
      z.transform((result): Result => result),
    ),
  };
  const both = { ...servedVersions, 2: ofTwo };
  const type = resultTypes.succeeded;
  const inTwo = { version: '2.0', correlationId: 'orders:1', value: 7 };
  const read = (detail: { version: string }, served = both) => {
    const schemas = schemasFor(detail, served);
    return schemas instanceof RelayError ? schemas : validate(schemas.result, { type, detail });
  };

  it('are served at once by one more entry in the table, distinguished by the version alone', () => {
    expect(read(success)).toEqual({ value: { type, detail: success } });
    expect(read(inTwo)).toEqual({
      value: { type, detail: { version: '2.0', correlationId: 'orders:1', output: 7 } },
    });
    expect(read({ ...success, version: '2.0' })).toHaveProperty('issues');
  });

  it('are refused by a reader of one, which says what it was given and what it serves', () => {
    const refusal = schemasFor(inTwo, { 1: ofOne });
    expect(refusal).toBeInstanceOf(RelayError);
    expect(refusal).toMatchObject({
      code: 'unsupported-version',
      message: expect.stringContaining('given 2.0; served are 1.x'),
    });
  });

  it.each([[{}], [{ version: 'latest' }], [null], [7]])(
    '%j is read as of today, whose schema refuses it',
    (message) => {
      expect(schemasFor(message)).toBe(servedVersions[1]);
    },
  );
});
