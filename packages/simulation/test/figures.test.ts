import { expect, it } from 'vitest';
import { burst } from '../src/figures/burst.ts';
import { callsPerCallback } from '../src/figures/calls-per-callback.ts';

it('makes as few calls for a callback as is said', async () => {
  const { requester, worker, relay, relayBatch, amplification } = await callsPerCallback(1_000);
  expect(requester).toBe(2);
  expect(worker).toBeLessThanOrEqual(0.2);
  expect(relay).toBeLessThanOrEqual(2.2);
  expect(relayBatch).toBeGreaterThan(9);
  expect(amplification).toBeGreaterThan(1);
  expect(amplification).toBeLessThanOrEqual(1.15);
}, 60_000);

it('drains a burst at the rate of the quota, loses nothing, and lets no heartbeat starve an outcome', async () => {
  const drained = await burst(2_000, { burst: 600, perSecond: 100 });
  expect(drained.settled).toBe(2_000);
  expect(drained.ofQuota).toBeGreaterThanOrEqual(0.95);
  expect(drained.throttled).toBeLessThanOrEqual(0.05);
  expect(drained.heartbeats).toBe(1_000);
}, 60_000);
