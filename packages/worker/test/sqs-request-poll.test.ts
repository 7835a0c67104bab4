import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pollRequests } from '../src/aws/sqs-request-poll.ts';
import { systemClock } from '../src/clock.ts';
import type { RequestMessage } from '../src/request/process-message.ts';
import { serviceClock } from '../src/service-clock.ts';
import { recordingLog } from './doubles.ts';
import { startWire, type Wire } from './wire.ts';

let wire: Wire;

beforeEach(async () => {
  wire = await startWire();
  for (const [name, value] of Object.entries(wire.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await wire.close();
});

it('knows the time by what SQS answers, whatever the clock of this machine says', {
  timeout: 20_000,
}, async () => {
  const queueUrl = await wire.queue('requests');
  await wire.send(queueUrl, '{}');
  const stopping = new AbortController();
  const seen: RequestMessage[] = [];
  const clock = serviceClock({ ...systemClock, now: () => Date.now() + 300_000 });
  const polling = pollRequests({
    queueUrl,
    concurrency: 1,
    visibilitySeconds: 30,
    pollSeconds: 1,
    log: recordingLog().log,
    clock,
    stopping: stopping.signal,
    returningToQueue: new AbortController().signal,
    // The second receive has no time of its own that is new: only the corrected clock knows it.
    process: async (message) => {
      seen.push(message);
      return seen.length === 1 ? 'retry' : 'done';
    },
  });
  await wire.until(() => expect(seen).toHaveLength(2));
  stopping.abort();
  await polling.drained();
  for (const { receivedAt } of seen) expect(Math.abs(receivedAt - Date.now())).toBeLessThan(20_000);
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(20_000);
});
