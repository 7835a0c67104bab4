import { expect, it } from 'vitest';
import { mark, onMark } from './mark.ts';

it('is heard of by those who listen, for as long as they do', () => {
  const heard: string[] = [];
  mark('test/before');
  const stop = onMark((name) => heard.push(name));
  mark('test/during');
  stop();
  mark('test/after');
  expect(heard).toEqual(['test/during']);
});

it('passes a value on as it is, heard or not', () => {
  expect(mark('test/value', 1)).toBe(1);
  const stop = onMark(() => {});
  expect(mark('test/other', undefined)).toBeUndefined();
  stop();
});
