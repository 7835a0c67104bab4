import { defineContract, RelayError, type Request } from '@callback-relay/contract';
import { type } from 'arktype';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import { recordingLog } from '../../test/doubles.ts';
import { Failure } from '../handler/failure.ts';
import type { HandlerContext } from '../handler/handler-context.ts';
import { failedBy, returned } from '../result/outcome.ts';
import { defineWorker, type WorkerDefinition } from './define-worker.ts';
import { handleRequest } from './handle-request.ts';

const nextOf = ({ number }: { number: number }) => number + 1;

/** What a worker makes of a payload. */
function outcomeOf<Payload>(definition: Omit<WorkerDefinition<Payload>, 'name'>, payload: unknown) {
  const request = { payload } as Parameters<typeof handleRequest>[1];
  const worker = defineWorker({ name: 'w', ...definition });
  return handleRequest(worker, request, {} as HandlerContext, recordingLog().log);
}

const zodWords = 'number: Invalid input: expected number, received string';

describe.each([
  ['zod', { payload: z.object({ number: z.int() }), handle: nextOf }, zodWords],
  ['zod/mini', { payload: mini.object({ number: mini.int() }), handle: nextOf }, zodWords],
  [
    'valibot',
    { payload: v.object({ number: v.pipe(v.number(), v.integer()) }), handle: nextOf },
    'number: Invalid type: Expected number but received "one"',
  ],
  [
    'arktype',
    { payload: type({ '+': 'delete', number: 'number.integer' }), handle: nextOf },
    'number: number must be a number (was a string)',
  ],
])('a payload with a schema of %s', (_, definition, words) => {
  it('is handed to the handler as the schema has it', async () => {
    expect(await outcomeOf(definition, { number: 1, more: true })).toEqual(await returned(2));
  });

  it('that breaks it is rejected with the paths of what is wrong', async () => {
    expect(await outcomeOf(definition, { number: 'one' })).toEqual(
      failedBy(new RelayError('payload-rejected', words)),
    );
  });
});

describe('a worker with a contract', () => {
  const payments = defineContract({
    name: 'payments',
    request: v.object({ orderId: v.string() }),
    output: z.object({ paymentId: z.string() }),
    errors: { CardRefused: 'The bank refused the card.' },
  });
  const request = { correlationId: 'orders:1', payload: { orderId: 'o-1' } } as unknown as Request;
  const failing = (error: string) =>
    defineWorker({
      contract: payments,
      handle: () => {
        throw new Failure(error);
      },
    });

  it('is held to it at both ends', async () => {
    const worker = defineWorker({
      contract: payments,
      handle: ({ orderId }) => ({ paymentId: orderId === 'o-1' ? 'p-1' : (7 as never) }),
    });
    const { log } = recordingLog();
    const outcome = (payload: unknown) =>
      handleRequest(worker, { ...request, payload: payload as string }, {} as HandlerContext, log);
    expect(worker.name).toBe('payments');
    expect(await outcome({ orderId: 'o-1' })).toEqual(await returned({ paymentId: 'p-1' }));
    expect(await outcome({ orderId: 1 })).toMatchObject({ error: 'CallbackRelay.PayloadRejected' });
    expect(await outcome({ orderId: 'o-2' })).toMatchObject({
      error: 'CallbackRelay.OutputRejected',
      cause: expect.stringContaining('paymentId: '),
    });
  });

  it('fails with any error, and logs one that the contract does not have', async () => {
    const { log, lines } = recordingLog();
    for (const error of ['CardRefused', 'CardLost']) {
      const outcome = await handleRequest(failing(error), request, {} as HandlerContext, log);
      expect(outcome).toMatchObject({ kind: 'failed', error });
    }
    expect(lines).toEqual([expect.objectContaining({ level: 'warn', error: 'CardLost' })]);
  });
});

it('a schema may be asynchronous', async () => {
  const payload = z.string().refine(async (text) => text !== 'taken', 'is taken');
  expect(await outcomeOf({ payload, handle: (text) => text }, 'taken')).toEqual(
    failedBy(new RelayError('payload-rejected', 'is taken')),
  );
});
