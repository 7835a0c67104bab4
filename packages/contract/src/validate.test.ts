import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { issueText, validate } from './validate.ts';

const schema = z.object({ items: z.array(z.object({ size: z.number() })), name: z.string() });

it('names issues by the path to the field, without the value given', () => {
  expect(validate(schema, { items: [{ size: 1 }, { size: 'secret' }] })).toEqual({
    issues: [
      'items.1.size: Invalid input: expected number, received string',
      'name: Invalid input: expected string, received undefined',
    ],
  });
});

it('gives an issue with the whole value the name that it is given, or none', () => {
  expect(validate(schema, null, 'input').issues).toEqual([
    'input: Invalid input: expected object, received null',
  ]);
  expect(validate(schema, null).issues).toEqual(['Invalid input: expected object, received null']);
});

it('gives the value as the schema reads it', () => {
  expect(validate(z._default(z.string(), 'none'), undefined)).toEqual({ value: 'none' });
});

it('reads the paths of other libraries, whose segments may be objects', () => {
  expect(issueText({ path: ['items', { key: 0 }], message: 'too small' })).toBe('items.0: too small');
  expect(issueText({ message: 'too small' })).toBe('too small');
});
