import { expect, it } from 'vitest';
import { breaches } from '../src/gate/breaches.ts';

it('the gate names what is over its bound, and by how much', () => {
  const figures = { bytes: 101, calls: 2, gone: Number.NaN };
  expect(breaches(figures, { bytes: 100, calls: 2, gone: 5 })).toEqual([
    { name: 'bytes', is: 101, most: 100 },
    { name: 'gone', is: Number.NaN, most: 5 },
  ]);
});
