import { expect, test, vi } from 'vitest';
import { AwsError } from './aws-error.ts';

test('an error of another copy of the module is one', async () => {
  vi.resetModules();
  const copy = await import('./aws-error.ts');
  expect(copy.AwsError).not.toBe(AwsError);
  expect(new copy.AwsError('ThrottlingException', 'Slow down.')).toBeInstanceOf(AwsError);
  expect(new TypeError('no')).not.toBeInstanceOf(AwsError);
});
