import { describe, expect, it } from 'vitest';
import { itemBytes, writeUnits } from '../src/cost/item-bytes.ts';
import { otherDesigns } from '../src/cost/other-designs.ts';
import { costPerMillion } from '../src/cost/price-table.ts';
import { sampleOpening } from '../src/cost/sample-opening.ts';

describe('bytes of an item', () => {
  it.each([
    ['a string, in UTF-8', { id: { S: 'ä' } }, 4],
    ['a number, two digits a byte', { n: { N: '1234' } }, 4],
    ['a truth value', { on: { BOOL: true } }, 3],
    ['bytes', { b: { B: new Uint8Array(5) } }, 6],
    ['a set of strings', { s: { SS: ['ab', 'c'] } }, 4],
    ['a map, with what holds it together', { m: { M: { k: { S: 'v' } } } }, 1 + 3 + 1 + 2],
  ])('%s', (_, item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it('cost a write unit for each KB begun', () => {
    expect([1, 1_024, 1_025].map(writeUnits)).toEqual([1, 1, 2]);
  });
});

it('the sample callback has a token like those of AWS, and the same on every run', async () => {
  const { taskToken } = await sampleOpening();
  expect(taskToken).toMatch(/^[A-Za-z0-9+/]{668}$/);
  expect((await sampleOpening()).taskToken).toBe(taskToken);
});

it('a bill is priced unit by unit', () => {
  expect(costPerMillion({})).toBe(0);
  expect(costPerMillion({ transitions: 2, events: 3 })).toBe(53);
  expect(costPerMillion(otherDesigns.polling)).toBeCloseTo(402.4, 1);
});
