import { expect, test } from 'vitest';
import { listPage } from './list-page.ts';

test('pages that follow one another have each item once, and the last names no other', () => {
  for (let count = 0; count < 8; count += 1) {
    const all = Array.from({ length: count }, (_, at) => at);
    const seen: number[] = [];
    let token: string | undefined;
    do {
      const page = listPage(all, 3, token);
      seen.push(...(page?.items ?? [Number.NaN]));
      token = page?.next;
    } while (token !== undefined);
    expect(seen).toEqual(all);
  }
});

test.each(['', 'x', '!', 'LTE', 'MS41', '\u0000'])('%j is not a token', (token) => {
  expect(listPage([1, 2], 1, token)).toBeUndefined();
});
