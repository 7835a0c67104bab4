import { jsonValueSchema } from '@callback-relay/contract';
import { z } from 'zod';

/** What the worker under test is asked for: the README says what it does with each. */
export const payloadsSchema = z.strictObject({
  succeed: jsonValueSchema,
  fail: jsonValueSchema,
  work: jsonValueSchema,
  big: jsonValueSchema,
});

export type Payloads = z.infer<typeof payloadsSchema>;

export const defaultPayloads: Payloads = {
  succeed: { conformance: 'succeed' },
  fail: { conformance: 'fail' },
  work: { conformance: 'work' },
  big: { conformance: 'big' },
};
