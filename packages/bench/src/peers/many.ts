import type { Callbacks } from './callbacks.ts';

/** Callbacks per second, with so many clients. */
export async function many(callbacks: Callbacks, count: number, clients: number): Promise<number> {
  let left = count;
  const client = async () => {
    while (left > 0) {
      left -= 1;
      await callbacks.openAndAnswer();
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  return (1000 * count) / (performance.now() - begun);
}
