import type { NewCallback } from '@callback-relay/callbacks-table';
import { expect, it } from 'vitest';
import { isOpenedOnceMore } from './opened-once-more.ts';

const opening = (taskToken: string, openedAt: number, correlationId = 'orders:1') => ({
  opening: { taskToken, openedAt, correlationId } as NewCallback,
});
const first = opening('first', 1_000);
const second = opening('second', 1_000);
const isOpened = (...openings: (typeof first)[]) => isOpenedOnceMore({ token: 'first' }, openings);

it('is an opening that takes effect before and after another one of its key and millisecond', () => {
  expect(isOpened(first, second, first)).toBe(true);
});

it('is no opening that takes effect once, or twice with nothing between', () => {
  expect(isOpened()).toBe(false);
  expect(isOpened(first, second)).toBe(false);
  expect(isOpened(first, first, second)).toBe(false);
});

it('is none over an opening of another millisecond or of another key', () => {
  expect(isOpened(first, opening('second', 1_001), first)).toBe(false);
  expect(isOpened(first, opening('second', 1_000, 'orders:2'), first)).toBe(false);
});
