import { defineContract } from '@callback-relay/contract';
import { expect, it, vi } from 'vitest';
import * as z from 'zod/mini';
import { batchPorts, recordingLog, recordingPublisher, requestBody } from '../../test/doubles.ts';
import { defineWorker } from '../request/define-worker.ts';
import { batchHandler } from './batch-handler.ts';

const payments = defineContract({
  name: 'payments',
  request: z.object({ number: z.number() }),
  output: z.object({ paymentId: z.string() }),
  errors: { CardRefused: 'The bank refused the card.' },
  progress: z.object({ step: z.string() }),
});

it('a heartbeat is sent without a progress that breaks the contract, and a failure with an error of it', async () => {
  const { publisher, results, calls } = recordingPublisher();
  const { log, lines } = recordingLog();
  const worker = defineWorker({
    contract: payments,
    handle: async (_, { progress, failure }) => {
      progress({ step: 7 as never });
      await vi.waitFor(() => expect(calls).toHaveLength(1));
      throw failure('CardRefused', 'no cover');
    },
  });
  const message = { id: 'm', body: requestBody(), receiveCount: 1, receivedAt: Date.now() };
  const shutdown = new AbortController().signal;
  const handle = batchHandler(worker, batchPorts({ publisher, log }));
  expect(await handle([message], { leaseMs: 1_000, shutdown })).toEqual([]);
  expect(results()).toEqual([
    expect.not.objectContaining({ progress: expect.anything() }),
    expect.objectContaining({ source: 'payments', error: 'CardRefused', cause: 'no cover' }),
  ]);
  expect(lines).toContainEqual(
    expect.objectContaining({
      message: 'heartbeat sent without its progress',
      code: 'contract-broken',
      reason: 'step: Invalid input',
    }),
  );
});
