import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { issuesOf } from './index.ts';

function issues(schema: z.ZodMiniType, value: unknown, whole?: string) {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : issuesOf(parsed.error, whole);
}

const schema = z.object({ items: z.array(z.object({ size: z.number() })), name: z.string() });

it('issues are named by the path to the field, without the value given', () => {
  expect(issues(schema, { items: [{ size: 1 }, { size: 'secret' }] })).toEqual([
    'items.1.size: Invalid input: expected number, received string',
    'name: Invalid input: expected string, received undefined',
  ]);
});

it('an issue with the whole value has the name that it is given, or none', () => {
  expect(issues(schema, null, 'input')).toEqual(['input: Invalid input: expected object, received null']);
  expect(issues(schema, null)).toEqual(['Invalid input: expected object, received null']);
});
