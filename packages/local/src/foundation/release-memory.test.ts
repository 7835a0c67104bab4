import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { releaseMemory } from './release-memory.ts';

test('what nothing holds any more is gone', async () => {
  const dropped = new WeakRef({ text: 'x'.repeat(1_000) });
  // In the turn in which a reference is made its object is kept.
  await nextTurn();
  await releaseMemory();
  expect(dropped.deref()).toBeUndefined();
});
