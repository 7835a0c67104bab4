import { describe, expect, it } from 'vitest';
import { failed, succeeded, waitingRow } from './messages.ts';
import { testRelay } from './test-relay.ts';

/** A verdict does not depend on how the mapping has put its batches together. */

const results = {
  'the result': () => succeeded(1),
  'the same event again': () => succeeded(1),
  'the same event ID with another content': () => succeeded(2),
  'the same event ID, failed': () => failed('E', 'c'),
  'the same content under another ID': () => succeeded(1, { id: 'event-2' }),
  'another content under another ID': () => succeeded(2, { id: 'event-3' }),
};

const rows = {
  'a minted ID': [waitingRow()],
  'a business key': [waitingRow({ business: true })],
  'no callback yet': [],
};

describe.each(Object.entries(rows))('the verdicts of results for %s', (_, row) => {
  const pairs = Object.keys(results).flatMap((first) =>
    Object.keys(results).map((second) => [first, second] as const),
  );

  it.each(pairs)('are the same in one batch and in two: %s, then %s', async (first, second) => {
    const make = () => [first, second].map((name) => results[name as keyof typeof results]());
    const together = await testRelay(row);
    await together.handle(make());
    const inOne = together.verdicts();
    const apart = await testRelay(row);
    for (const record of make()) await apart.handle([record]);
    expect(inOne).toEqual(apart.verdicts());
  });
});

describe('two results of one domain event', () => {
  it('that arrive in one batch are a delivered and a conflicting one', async () => {
    const { handle, verdicts, sent } = await testRelay();
    await handle([succeeded('authorized'), failed('Declined', '')]);
    expect(verdicts()).toEqual(['delivered', 'conflicting']);
    expect(sent).toHaveLength(1);
  });
});
