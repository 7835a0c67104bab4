import { setTimeout } from 'node:timers/promises';

/** What `work` resolves with. @throws Error that says that `what` took longer than so many milliseconds */
export async function within<Value>(
  milliseconds: number,
  what: string,
  work: Promise<Value>,
): Promise<Value> {
  const done = new AbortController();
  const late = setTimeout(milliseconds, undefined, { signal: done.signal }).then(() => {
    throw new Error(`${what} took longer than ${milliseconds} ms`);
  });
  // Aborted, it rejects when the race is over.
  late.catch(() => {});
  try {
    return await Promise.race([work, late]);
  } finally {
    done.abort();
  }
}
