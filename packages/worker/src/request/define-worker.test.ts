import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import * as mini from 'zod/mini';
import { Failure, isFailure } from '../handler/failure.ts';
import { readEnvironment } from '../host/host-environment.ts';
import { defineWorker } from './define-worker.ts';

describe('a worker', () => {
  it.each([[''], ['aws.s3'], ['callback-relay'], ['x'.repeat(257)]])('can not be called %j', (name) => {
    expect(() => defineWorker({ name, payload: z.unknown(), handle: () => null })).toThrow(TypeError);
  });

  it('has a handler that is typed by its schema', () => {
    defineWorker({
      name: 'typed',
      payload: z.object({ number: z.int() }),
      // @ts-expect-error the payload has no such field
      handle: ({ text }) => text,
    });
    defineWorker({
      name: 'typed',
      payload: mini.object({ number: mini.int() }),
      // @ts-expect-error nor here
      handle: ({ number, text }) => [number, text],
    });
    // @ts-expect-error undefined is no output
    defineWorker({ name: 'typed', payload: z.unknown(), handle: () => undefined });
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
