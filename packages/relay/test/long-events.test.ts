import { limits, utf8Bytes } from '@callback-relay/contract';
import { expect, it } from 'vitest';
import { correlationId, eventOf, recordOf } from './messages.ts';
import { testRelay } from './test-relay.ts';

/** Each character is six in JSON: as much as a message of SQS holds. */
const long = '\u0001'.repeat(170_000);
const manyLong = Object.fromEntries(
  Array.from({ length: 1_000 }, (_, at) => [`${at}${'x'.repeat(900)}`, at]),
);
const detail = { version: '1.0', correlationId };

/** The longest that the envelope may say, each character six in JSON. */
const longest = {
  id: '\u0001'.repeat(256),
  source: '\u0001'.repeat(256),
  account: '\u0001'.repeat(32),
};

it.each([
  ['a correlation ID', eventOf('Callback Succeeded', { ...detail, correlationId: long })],
  ['a version', eventOf('Callback Succeeded', { ...detail, version: long })],
  ['members that are not known', eventOf('Callback Succeeded', { ...detail, ...manyLong })],
  ['a name that looks like a token', eventOf('Callback Succeeded', { ...detail, [`token${long}`]: 1 })],
  ['an error of another type', eventOf('Callback Failed', { ...detail, error: manyLong, cause: manyLong })],
  ['a progress', eventOf('Callback Heartbeat', { ...detail, progress: long })],
  ['a source', eventOf('Callback Succeeded', detail, { source: long })],
  ['a detail-type', eventOf(long, detail)],
  ['an event ID', eventOf('Callback Succeeded', detail, { id: long })],
  ['all that names an event', eventOf('\u0001'.repeat(128), manyLong, longest)],
  ['a text that is not JSON', recordOf(`{"${long}`)],
])('ten events with %s, however long, are published with one call', async (_, record) => {
  const { handle, calls, published, verdicts } = await testRelay();
  const records = Array.from({ length: 10 }, (__, at) => ({ ...record, messageId: `message-${at}` }));
  expect(await handle(records)).toEqual({ batchItemFailures: [] });
  expect(verdicts()).toHaveLength(10);
  expect(calls.filter((call) => call === 'putEvents')).toHaveLength(1);
  const bytes = published.map((entry) => utf8Bytes(entry.detail));
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(limits.putEventsBytes / 10);
});
