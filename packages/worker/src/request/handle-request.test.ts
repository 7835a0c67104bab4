import { RelayError } from '@callback-relay/contract';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import * as mini from 'zod/mini';
import type { HandlerContext } from '../handler/handler-context.ts';
import { failedBy, returned } from '../result/outcome.ts';
import { defineWorker, type WorkerDefinition } from './define-worker.ts';
import { handleRequest } from './handle-request.ts';

const nextOf = ({ number }: { number: number }) => number + 1;

/** What a worker makes of a payload. */
function outcomeOf<Payload>(definition: Omit<WorkerDefinition<Payload>, 'name'>, payload: unknown) {
  const request = { payload } as Parameters<typeof handleRequest>[1];
  return handleRequest(defineWorker({ name: 'w', ...definition }), request, {} as HandlerContext);
}

describe.each([
  ['zod', { payload: z.object({ number: z.int() }), handle: nextOf }],
  ['zod/mini', { payload: mini.object({ number: mini.int() }), handle: nextOf }],
])('a payload with a schema of %s', (_, definition) => {
  it('is handed to the handler as the schema has it', async () => {
    expect(await outcomeOf(definition, { number: 1, more: true })).toEqual(returned(2));
  });

  it('that breaks it is rejected with the paths of what is wrong', async () => {
    const words = 'number: Invalid input: expected number, received string';
    expect(await outcomeOf(definition, { number: 'one' })).toEqual(
      failedBy(new RelayError('payload-rejected', words)),
    );
  });
});

it('a schema may be asynchronous', async () => {
  const payload = z.string().refine(async (text) => text !== 'taken', 'is taken');
  expect(await outcomeOf({ payload, handle: (text) => text }, 'taken')).toEqual(
    failedBy(new RelayError('payload-rejected', 'is taken')),
  );
});
