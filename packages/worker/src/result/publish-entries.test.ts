import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { recordingPublisher, refusal, resultEntry } from '../../test/doubles.ts';
import { systemClock } from '../clock.ts';
import { intoCalls, publishEntries } from './publish-entries.ts';

const entries = (count: number) =>
  Array.from({ length: count }, (_, at) => resultEntry({ correlationId: `orders:${at}` }));

function portsWith(...args: Parameters<typeof recordingPublisher>) {
  const { publisher, calls } = recordingPublisher(...args);
  return { calls, ports: { publisher, clock: systemClock, random: () => 0 } };
}

describe('the calls', () => {
  it('hold ten entries at most', () => {
    expect(intoCalls(entries(21)).map((call) => call.length)).toEqual([10, 10, 1]);
  });

  it('hold 1 MB at most, counted in bytes', () => {
    const big = resultEntry({ detail: `"${'é'.repeat(200_000)}"` });
    expect(intoCalls([big, big, big, big]).map((call) => call.length)).toEqual([2, 2]);
  });
});

describe('publishing', () => {
  it('tries only what was refused for the moment again', async () => {
    const [first, second, third] = entries(3);
    const { calls, ports } = portsWith((entry, call) =>
      entry === second && call < 3 ? refusal('ThrottlingException', true) : undefined,
    );
    const outcomes = await publishEntries(
      [first, second, third].filter((entry) => entry !== undefined),
      ports,
    );
    expect(calls).toEqual([[first, second, third], [second], [second]]);
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('gives up after four tries', async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { calls, ports } = portsWith(() => refusal('InternalFailure', true));
    const published = publishEntries(entries(1), ports);
    await vi.runAllTimersAsync();
    expect([...(await published).values()]).toMatchObject([{ status: 'refused', code: 'InternalFailure' }]);
    expect(calls).toHaveLength(4);
  });

  it('frees neighbours of an entry for which EventBridge denies the whole call', async () => {
    const [good, denied, alsoGood] = entries(3);
    const { ports } = portsWith();
    const deniedTogether = {
      ...ports,
      publisher: {
        publish: async (call: Parameters<typeof ports.publisher.publish>[0]) =>
          denied && call.includes(denied)
            ? call.map(() => refusal('AccessDeniedException', false))
            : ports.publisher.publish(call),
      },
    };
    const outcomes = await publishEntries(
      [good, denied, alsoGood].filter((entry) => entry !== undefined),
      deniedTogether,
    );
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['accepted', 'refused', 'accepted']);
  });

  it('takes an entry without an answer as refused for the moment', async () => {
    const { ports, calls } = portsWith();
    let call = 0;
    const publish: typeof ports.publisher.publish = async (given) =>
      (await ports.publisher.publish(given)).slice(0, ++call === 1 ? 1 : undefined);
    const outcomes = await publishEntries(entries(2), { ...ports, publisher: { publish } });
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    expect(calls.map((given) => given.length)).toEqual([2, 1]);
  });
});
