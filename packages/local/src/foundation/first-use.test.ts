import { expect, test, vi } from 'vitest';
import { onFirstUse, operationsOnFirstUse } from './first-use.ts';
import type { Caller } from './service.ts';

const caller: Caller = { account: '000000000000', region: 'us-east-1' };

test('what is used first is loaded once, however many ask for it meanwhile, and is then at hand', async () => {
  const load = vi.fn(async () => ({ name: 'loaded' }));
  const use = onFirstUse(load);
  expect(load).not.toHaveBeenCalled();
  const [one, other] = await Promise.all([use(), use()]);
  expect(one).toBe(other);
  expect(use()).toBe(one);
  expect(load).toHaveBeenCalledTimes(1);
});

test('what could not be loaded is tried again by the next use', async () => {
  let attempts = 0;
  const use = onFirstUse(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('EMFILE: too many open files');
    return { name: 'loaded' };
  });
  await expect(use()).rejects.toThrow('EMFILE');
  expect(await use()).toEqual({ name: 'loaded' });
});

test('operations of a module are there by their names before it is loaded, and run in the order of their calls', async () => {
  const calls: unknown[] = [];
  const load = vi.fn(async () => ({
    Put: async (input: Record<string, unknown>) => calls.push(input.id),
    Get: async () => calls.length,
  }));
  const operations = operationsOnFirstUse(['Put', 'Get'], load);
  const call = (name: 'Put' | 'Get', input = {}) => operations[name]?.(input, caller);
  expect(load).not.toHaveBeenCalled();
  const [, , read] = await Promise.all([call('Put', { id: 1 }), call('Put', { id: 2 }), call('Get')]);
  expect(calls).toEqual([1, 2]);
  expect(read).toBe(2);
  expect(load).toHaveBeenCalledTimes(1);
});
