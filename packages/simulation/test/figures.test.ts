import { expect, it } from 'vitest';
import { burst } from '../src/figures/burst.ts';
import { callsPerCallback } from '../src/figures/calls-per-callback.ts';
import { sustainedHeartbeats } from '../src/figures/sustained-heartbeats.ts';
import { unmatchedResults } from '../src/figures/unmatched-results.ts';

it('makes as few calls for a callback as is said', async () => {
  const { requester, worker, relay, relayBatch, executionEnd, amplification } = await callsPerCallback(1_000);
  expect(requester).toBe(2);
  expect(worker).toBeLessThanOrEqual(0.2);
  expect(relay).toBeLessThanOrEqual(2.2);
  expect(executionEnd).toBe(1);
  expect(relayBatch).toBeGreaterThan(9);
  expect(amplification).toBeGreaterThan(1);
  expect(amplification).toBeLessThanOrEqual(1.15);
}, 60_000);

it('drains a burst at the rate of the quota, loses nothing, and lets no heartbeat starve an outcome', async () => {
  const drained = await burst(2_000, { burst: 600, perSecond: 100 });
  expect(drained.settled).toBe(2_000);
  // Two of the twenty shares are idle in a burst, and towards its end so are those of instances that are done.
  expect(drained.ofQuota).toBeGreaterThanOrEqual(0.8);
  expect(drained.throttled).toBeLessThanOrEqual(0.05);
  expect(drained.heartbeats).toBe(1_000);
}, 60_000);

it('takes heartbeats over the quota at three calls each, with no dead letter, and lets outcomes go before', async () => {
  const { callsPerHeartbeat, deadLetters, medianDelayAdded, unsettled } = await sustainedHeartbeats(1);
  expect(callsPerHeartbeat).toBeLessThanOrEqual(3);
  expect(deadLetters).toBe(0);
  expect(medianDelayAdded).toBeLessThanOrEqual(1_000);
  expect(unsettled).toBe(0);
}, 60_000);

it('settles what is waited for within a minute, whatever comes that no callback waits for', async () => {
  const { longestDelay, unsettled, deadLetters, mostInFlight } = await unmatchedResults(1);
  expect(longestDelay).toBeLessThanOrEqual(60);
  expect(unsettled).toBe(0);
  expect(deadLetters).toBe(0);
  expect(mostInFlight).toBeLessThan(1_000);
}, 60_000);
