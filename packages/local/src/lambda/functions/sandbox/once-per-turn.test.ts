import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { oncePerTurn } from './once-per-turn.ts';

test('what is given in one turn is sent together, in its order, and later values in a later turn', async () => {
  const sent: (readonly number[])[] = [];
  const send = oncePerTurn((values: readonly number[]) => void sent.push(values));
  send(1);
  await Promise.resolve();
  send(2);
  expect(sent).toEqual([]);
  await nextTurn();
  expect(sent).toEqual([[1, 2]]);
  await nextTurn();
  send(3);
  await nextTurn();
  expect(sent).toEqual([[1, 2], [3]]);
});

test('what is given while values are sent is sent as well', async () => {
  const sent: (readonly string[])[] = [];
  const send = oncePerTurn((values: readonly string[]) => {
    sent.push(values);
    if (sent.length === 1) send('second');
  });
  send('first');
  await nextTurn();
  expect(sent).toEqual([['first'], ['second']]);
});
