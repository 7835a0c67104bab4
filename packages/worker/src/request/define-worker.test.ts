import { defineContract } from '@callback-relay/contract';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { answerLater } from '../handler/answer-later.ts';
import { Failure, isFailure } from '../handler/failure.ts';
import { readEnvironment } from '../host/host-environment.ts';
import { defineWorker } from './define-worker.ts';

interface Even {
  readonly even: boolean;
  readonly note?: string;
}

interface Paid {
  readonly kind: 'paid';
  readonly receipt: string;
}

interface Refused {
  readonly kind: 'refused';
  readonly reasons: readonly string[];
}

interface Tree {
  readonly value: number;
  readonly children: readonly Tree[];
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly byName: Readonly<Record<string, Item>>;
}

const payload = z.object({ number: z.int() });
const handle = () => null;

describe('a definition that is wrong says so', () => {
  it.each([[''], ['aws.s3'], ['callback-relay'], ['x'.repeat(257)], ['grün'], [undefined], [7]])(
    'of the name %j',
    (name) => {
      expect(() => defineWorker({ name: name as string, payload, handle })).toThrow(
        /a worker's name is the event source of its results: 1 to 256 printable ASCII characters.*; given /,
      );
    },
  );

  it.each([[undefined], [{ type: 'object' }], [() => true]])('of the payload %j', (wrong) => {
    expect(() => defineWorker({ name: 'w', payload: wrong as never, handle })).toThrow(
      "a worker's payload must be a schema of a library that speaks Standard Schema",
    );
  });

  it('of the output and of the handler', () => {
    expect(() => defineWorker({ name: 'w', payload, output: {} as never, handle })).toThrow(
      "a worker's output must be a schema",
    );
    expect(() => defineWorker({ name: 'w', payload, handle: undefined as never })).toThrow(
      "a worker's handle must be a function of payload and context; given undefined",
    );
  });
});

describe('the types of a worker', () => {
  it('give the handler what the schema makes, whichever library it is of', () => {
    defineWorker({
      name: 'zod',
      payload,
      // @ts-expect-error the payload has no such field
      handle: ({ text }) => text,
    });
    defineWorker({
      name: 'zod/mini',
      payload: mini.object({ number: mini.int() }),
      // @ts-expect-error the payload has no such field
      handle: ({ text }) => text,
    });
    defineWorker({
      name: 'valibot',
      payload: v.object({ number: v.number(), note: v.optional(v.string()) }),
      handle: (given) => {
        expectTypeOf(given).toEqualTypeOf<{ number: number; note?: string | undefined }>();
        return given;
      },
    });
    defineWorker({
      name: 'arktype',
      payload: type({ number: 'number' }),
      handle: ({ number }) => {
        expectTypeOf(number).toEqualTypeOf<number>();
        return number;
      },
    });
  });

  it('take outputs of interfaces, with optional members, in arrays, and a promise of one', () => {
    const even = (): Even => ({ even: true });
    defineWorker({ name: 'w', payload, handle: even });
    defineWorker({ name: 'w', payload, handle: async () => [even()] });
    defineWorker({ name: 'w', payload, handle: async ({ number }) => (number > 1 ? even() : answerLater) });
    defineWorker({ name: 'w', payload: z.object({ note: z.string().optional() }), handle: (given) => given });
  });

  it('take outputs that are one of several types, whole, and refuse one that JSON changes among them', () => {
    const either = (): Paid | Refused | null => null;
    defineWorker({ name: 'w', payload, handle: either });
    defineWorker({ name: 'w', payload, handle: async () => either() });
    defineWorker({ name: 'w', payload, handle: () => ({ payments: [either()] }) });
    defineWorker({
      name: 'w',
      payload,
      handle: async ({ number }, { progress }) => {
        progress();
        progress(either());
        progress({ payments: [either()] });
        if (number > 2) return { even: true };
        return number > 1 ? either() : answerLater;
      },
    });
    defineWorker({
      name: 'w',
      payload,
      // @ts-expect-error a Date becomes a text
      handle: async (_, { progress }) => progress(either() ?? { at: new Date() }) ?? null,
    });
    // @ts-expect-error a Date becomes a text
    defineWorker({ name: 'w', payload, handle: async () => either() ?? { at: new Date() } });
    // @ts-expect-error a method is dropped
    defineWorker({ name: 'w', payload, handle: () => either() ?? new URL('https://a.example') });
  });

  it('take outputs of branded types, records, recursive types and generic ones', () => {
    const id = 'order-1' as string & { readonly __brand: 'OrderId' };
    const tree: Tree = { value: 1, children: [{ value: 2, children: [] }] };
    const page: Page<Even> = { items: [{ even: true }], byName: { first: { even: false } } };
    defineWorker({ name: 'w', payload, handle: () => id });
    defineWorker({ name: 'w', payload, handle: () => ({ id, tree, page }) });
    defineWorker({ name: 'w', payload, handle: async () => [tree] as const });
    // @ts-expect-error what is not known may be anything
    defineWorker({ name: 'w', payload, handle: () => ({ known: {} as Record<string, unknown> }) });
    // @ts-expect-error a BigInt has no JSON
    defineWorker({ name: 'w', payload, handle: () => ({ id, amount: 1n }) });
  });

  it('refuse outputs that JSON drops or changes', () => {
    // @ts-expect-error a Date becomes a text
    defineWorker({ name: 'w', payload, handle: () => ({ at: new Date() }) });
    // @ts-expect-error a Map becomes an empty object
    defineWorker({ name: 'w', payload, handle: () => new Map([[1, 2]]) });
    // @ts-expect-error a function is dropped
    defineWorker({ name: 'w', payload, handle: () => ({ run: () => 1 }) });
    // @ts-expect-error undefined is not an output
    defineWorker({ name: 'w', payload, handle: () => undefined });
    // @ts-expect-error an undefined item becomes null
    defineWorker({ name: 'w', payload, handle: () => [1, undefined] });
  });

  it('hold the output to its schema', () => {
    const output = z.object({ id: z.string(), tries: z.number().default(1) });
    defineWorker({ name: 'w', payload, output, handle: () => ({ id: 'a' }) });
    // @ts-expect-error the schema wants a text
    defineWorker({ name: 'w', payload, output, handle: () => ({ id: 7 }) });
  });

  it('take an output schema of another library, and refuse one whose output JSON drops or changes', () => {
    const output = v.object({ even: v.boolean(), note: v.exactOptional(v.string()), extra: v.unknown() });
    const even = (): Even => ({ even: true });
    defineWorker({ name: 'w', payload, output, handle: () => ({ ...even(), extra: 1 }) });
    // A Date that the schema makes a text of is published as that text.
    const text = v.object({
      at: v.pipe(
        v.date(),
        v.transform((at) => at.toISOString()),
      ),
    });
    defineWorker({ name: 'w', payload, output: text, handle: () => ({ at: new Date(0) }) });
    const dated = v.object({ at: v.date() });
    // @ts-expect-error a Date becomes a text
    defineWorker({ name: 'w', payload, output: dated, handle: () => ({ at: new Date(0) }) });
  });

  it('come from a contract at once: payload, output, progress and error names', () => {
    const contract = defineContract({
      name: 'payments',
      request: z.object({ orderId: z.string() }),
      output: z.object({ paymentId: z.string() }),
      errors: { CardRefused: 'The bank refused the card.' },
      progress: z.object({ step: z.string() }),
    });
    defineWorker({
      contract,
      handle: ({ orderId }, { failure, progress }) => {
        progress({ step: 'bank' });
        // @ts-expect-error the contract has no such progress
        progress({ percent: 7 });
        // @ts-expect-error the contract has no such error
        failure('CardLost');
        if (orderId === '') throw failure('CardRefused');
        return { paymentId: 'p-1' };
      },
    });
    // @ts-expect-error the payload has no such field
    defineWorker({ contract, handle: ({ order }) => ({ paymentId: order }) });
    // @ts-expect-error the output has no such field
    defineWorker({ contract, handle: () => ({ id: 'p-1' }) });
  });
});

describe('a failure', () => {
  it('is known by its data, also when another copy of this package made it', () => {
    const foreign = Object.assign(new Error('x'), { name: 'Failure', error: 'CardDeclined', cause: '' });
    expect([new Failure('CardDeclined'), foreign, new Error('x'), 'x', null].map(isFailure)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('needs a name', () => {
    expect(() => new Failure('')).toThrow(TypeError);
  });
});

it('a malformed MAX_RECEIVE_COUNT is refused by its name', () => {
  expect(() => readEnvironment({ MAX_RECEIVE_COUNT: 'three' })).toThrow('MAX_RECEIVE_COUNT');
  expect(readEnvironment({ MAX_RECEIVE_COUNT: '3', CANCELLATION_QUEUE_URL: '' })).toMatchObject({
    maxReceives: 3,
    cancellationQueueUrl: undefined,
  });
});
