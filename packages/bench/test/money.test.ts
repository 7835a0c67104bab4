import { describe, expect, it } from 'vitest';
import { itemBytes, writeUnits } from '../src/money/item-bytes.ts';
import { otherDesigns } from '../src/money/other-designs.ts';
import { costPerMillion } from '../src/money/price-table.ts';
import { sampleRows } from '../src/money/sample-rows.ts';

describe('bytes of an item', () => {
  it.each([
    ['a string, in UTF-8', { id: 'ä' }, 4],
    ['a number, two digits a byte', { n: 1_234 }, 4],
    ['a truth value', { on: true }, 3],
    ['a set of strings', { s: ['ab', 'c'] }, 4],
    ['a map, with what holds it together', { m: { k: 'v' } }, 1 + 3 + 1 + 2],
    ['what is not there', { gone: undefined }, 4],
  ])('%s', (_, row, bytes) => {
    expect(itemBytes(row)).toBe(bytes);
  });

  it('cost a write unit for each KB begun', () => {
    expect([1, 1_024, 1_025].map(writeUnits)).toEqual([1, 1, 2]);
  });
});

it('the rows of a life are those of the real transitions, and the token is gone at the end', async () => {
  const { waiting, settling, settled } = await sampleRows();
  expect([waiting.state, settling.state, settled.state]).toEqual(['waiting', 'settling', 'settled']);
  expect(settling.taskToken).toHaveLength(668);
  expect(settled).not.toHaveProperty('taskToken');
  expect(itemBytes(settled)).toBeLessThan(itemBytes(waiting));
});

it('a bill is priced unit by unit', () => {
  expect(costPerMillion({})).toBe(0);
  expect(costPerMillion({ transitions: 2, events: 3 })).toBe(53);
  expect(costPerMillion(otherDesigns.polling)).toBeCloseTo(402.4, 1);
});
