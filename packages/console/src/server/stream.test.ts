import type { Wait } from '@callback-relay/operator';
import { describe, expect, it } from 'vitest';
import { snapshotEvents } from './stream.ts';

const waits = (count: number): Wait[] =>
  Array.from({ length: count }, (_, number) => ({
    correlationId: `orders:${number}`,
    namespace: 'orders',
    key: String(number),
    sources: ['payments'],
  }));

interface Part {
  readonly waits: readonly Wait[];
  readonly isLast: boolean;
}

const partsOf = (count: number) =>
  [...snapshotEvents({ waits: waits(count), open: count }, 0)].map((text) => {
    const [, event, data] = /^event: (\w+)\ndata: (.*)\n\n$/.exec(text) ?? [];
    return { event, ...(JSON.parse(data ?? '') as Part) };
  });

describe('what waits, as a page that opens receives it', () => {
  it.each([
    [0, [0]],
    [100, [100]],
    [101, [100, 1]],
    [10_000, [100, 2000, 2000, 2000, 2000, 1900]],
  ])('is %i callbacks in parts, of which the first fills a screen', (count, sizes) => {
    const parts = partsOf(count);
    expect(parts.map((part) => part.waits.length)).toEqual(sizes);
    expect(parts.map(({ event }) => event)).toEqual(sizes.map((_, at) => (at === 0 ? 'first' : 'more')));
    expect(parts.map(({ isLast }) => isLast)).toEqual(sizes.map((_, at) => at === sizes.length - 1));
    expect(parts.flatMap((part) => part.waits)).toEqual(waits(count));
  });

  it('is nothing before the first poll', () => {
    expect([...snapshotEvents(undefined, 0)]).toEqual([]);
  });
});
