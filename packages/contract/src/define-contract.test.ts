import * as v from 'valibot';
import { expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import {
  defineContract,
  type OutputOf,
  type PayloadOf,
  type RequestOf,
  type ReturnsOf,
} from './define-contract.ts';

interface Receipt {
  readonly paymentId: string;
  readonly note?: string;
}

const name = 'payments';
const order = v.object({ orderId: v.string(), note: v.exactOptional(v.string()) });
const receipt = v.object({ paymentId: v.string(), note: v.exactOptional(v.string()) });

it('has the types of its schemas, with optional members and those of an interface', () => {
  const contract = defineContract({ name, request: order, output: receipt });
  expectTypeOf<PayloadOf<typeof contract>>().toEqualTypeOf<{ orderId: string; note?: string }>();
  expectTypeOf<Receipt>().toExtend<ReturnsOf<typeof contract>>();
  expectTypeOf<OutputOf<typeof contract>>().toExtend<Receipt>();
});

it('takes schemas that leave members open, and none without a meaning', () => {
  const open = defineContract({ name, request: z.unknown(), output: z.object({ more: z.any() }) });
  expectTypeOf<PayloadOf<typeof open>>().toBeUnknown();
  expect(open.progress).toBeUndefined();
});

it('takes a Date where its schema makes one of a text, or a text of one', () => {
  const contract = defineContract({
    name,
    request: z.object({ at: z.string().transform((text) => new Date(text)) }),
    output: z.object({ at: z.date().transform((at) => at.toISOString()) }),
  });
  expectTypeOf<RequestOf<typeof contract>>().toEqualTypeOf<{ at: Date }>();
  expectTypeOf<ReturnsOf<typeof contract>>().toEqualTypeOf<{ at: Date }>();
});

it('refuses a Date that JSON would turn into a text, in the request, the output and the progress', () => {
  const dated = v.object({ at: v.date() });
  // @ts-expect-error a Date becomes a text
  defineContract({ name, request: dated, output: receipt });
  // @ts-expect-error a Date becomes a text
  defineContract({ name, request: order, output: dated });
  // @ts-expect-error a Date becomes a text
  defineContract({ name, request: order, output: receipt, progress: z.object({ at: z.date() }) });
});
