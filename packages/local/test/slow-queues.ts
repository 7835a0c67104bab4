import { onTestFinished, vi } from 'vitest';
import { type Collection, createMemoryKeyValueStore } from '../src/foundation/data/key-value-store.ts';
import { createQueues } from '../src/queues/queues.ts';

const caller = { account: '000000000000', region: 'us-east-1' };

/** Test helper: queues whose store takes a millisecond for each message, by a clock that nothing else moves. */
export function slowQueues() {
  const urlOf = (name: string) => `http://127.0.0.1/000000000000/${name}`;
  const arnOf = (name: string) => `arn:aws:sqs:us-east-1:000000000000:${name}`;
  const time = { now: 1_800_000_000_000 };
  const store = slowStore();
  const { service } = createQueues({
    clock: { now: () => time.now, setTimer: () => ({ cancel: () => {} }) },
    store,
    urlOf,
    arnOfUrl: (url) => arnOf(url.split('/').at(-1) ?? ''),
    onPolicy: () => {},
  });
  const call = async (operation: string, input: Record<string, unknown>) => {
    const run = service.operations[operation];
    if (run === undefined) throw new Error(`There is no operation ${operation}.`);
    return run(input, caller);
  };
  const send = async (name: string, count: number) => {
    for (let n = 0; n < count; n += 1)
      await call('SendMessage', { QueueUrl: urlOf(name), MessageBody: String(n) });
  };
  /** The messages that the store has. */
  const kept = (name: string) => [...store.collection(`messages of ${name}`).entries()].length;
  return { time, call, send, kept, urlOf, arnOf };
}

function slowStore() {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(async () => {
    vi.useRealTimers();
    // What a slice began at is of the clock that is gone.
    await new Promise(setImmediate);
  });
  const store = createMemoryKeyValueStore();
  return {
    collection<Value>(name: string): Collection<Value> {
      const { entries, put, remove } = store.collection<Value>(name);
      return {
        entries,
        put(key, value) {
          vi.advanceTimersByTime(1);
          put(key, value);
        },
        remove(key) {
          vi.advanceTimersByTime(1);
          remove(key);
        },
      };
    },
  };
}
