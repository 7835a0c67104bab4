import { describe, expect, it } from 'vitest';
import { breakingChanges } from './breaking-change.ts';
import type { JsonSchema } from './json-schema.ts';

const text = { type: 'string' } as const;
const schema = (
  detail: Readonly<Record<string, JsonSchema>>,
  required: readonly string[] = [],
): JsonSchema => ({
  type: 'object',
  properties: { detail: { type: 'object', properties: detail, required } },
  required: ['detail'],
});
const found = (before: JsonSchema, after: JsonSchema) =>
  breakingChanges(before, after).map(({ path, what, hurts }) => `${path} ${what} [${hurts.join(', ')}]`);
const ofField = (before: JsonSchema, after: JsonSchema) => found(schema({ a: before }), schema({ a: after }));

describe('a breaking change is named', () => {
  it('when a field is renamed, whichever end is older', () => {
    expect(found(schema({ output: text }, ['output']), schema({ result: text }, ['result']))).toEqual([
      'detail.output was renamed to result [older writers, older readers]',
    ]);
  });

  it('when a field is removed', () => {
    expect(found(schema({ a: text }, ['a']), schema({}))).toEqual([
      'detail.a was removed [older writers, older readers]',
    ]);
    expect(found(schema({ a: text }), schema({}))).toEqual(['detail.a was removed [older writers]']);
  });

  it('when a new field is required', () => {
    expect(found(schema({}), schema({ b: text }, ['b']))).toEqual([
      'detail.b is new and required [older writers]',
    ]);
  });

  it('when a field becomes required, or is no longer', () => {
    const optional = schema({ a: text });
    const required = schema({ a: text }, ['a']);
    expect(found(optional, required)).toEqual(['detail.a was optional and is required [older writers]']);
    expect(found(required, optional)).toEqual(['detail.a was required and is optional [older readers]']);
  });

  it.each<[string, JsonSchema, JsonSchema, string]>([
    ['a type is narrowed', { type: ['string', 'null'] }, text, 'type lost ["null"] [older writers]'],
    ['a type is widened', text, { type: ['string', 'null'] }, 'type gained ["null"] [older readers]'],
    ['a type is given', {}, text, 'type is now held to "string" [older writers]'],
    ['a type is left open', text, {}, 'type is no longer held to "string" [older readers]'],
    ['an enum is narrowed', { enum: ['x', 'y'] }, { enum: ['x'] }, 'enum lost ["y"] [older writers]'],
    ['an enum is widened', { enum: ['x'] }, { enum: ['x', 'y'] }, 'enum gained ["y"] [older readers]'],
    [
      'a documented value goes',
      { examples: ['x', 'y'] },
      { examples: ['x'] },
      'no longer documents ["y"] [older writers]',
    ],
    ['a maximum is lowered', { maxLength: 9 }, { maxLength: 8 }, 'maxLength was 9 and is 8 [older writers]'],
    ['a maximum is raised', { maxLength: 8 }, { maxLength: 9 }, 'maxLength was 8 and is 9 [older readers]'],
    ['a maximum is set', {}, { maxLength: 9 }, 'maxLength was absent and is 9 [older writers]'],
    ['a minimum is raised', { minLength: 1 }, { minLength: 2 }, 'minLength was 1 and is 2 [older writers]'],
    ['a minimum is dropped', { minLength: 1 }, {}, 'minLength was 1 and is absent [older readers]'],
    [
      'a pattern is another',
      { pattern: '^a$' },
      { pattern: '^b$' },
      'pattern was "^a$" and is "^b$" [older writers, older readers]',
    ],
    [
      'a name is another',
      { const: 'A' },
      { const: 'B' },
      'const was "A" and is "B" [older writers, older readers]',
    ],
    [
      'what is left out means something else',
      { default: '' },
      { default: 'none' },
      'default was "" and is "none" [older writers, older readers]',
    ],
  ])('when %s', (_, before, after, expected) => {
    expect(ofField(before, after)).toEqual([`detail.a ${expected}`]);
  });

  it('once for each change of several', () => {
    const before = schema({ a: text, b: text }, ['a']);
    const after = schema({ a: { type: 'number' } }, ['a']);
    expect(breakingChanges(before, after).map(({ path }) => path)).toEqual([
      'detail.b',
      'detail.a',
      'detail.a',
    ]);
  });
});

describe('no breaking change is seen', () => {
  it('when an optional field is added', () => {
    expect(found(schema({ a: text }, ['a']), schema({ a: text, b: text }, ['a']))).toEqual([]);
  });

  it('when an open field documents one more value', () => {
    expect(ofField({ examples: ['x'] }, { examples: ['x', 'y'] })).toEqual([]);
  });

  it('when a description is reworded or the order changes', () => {
    const before = schema({ a: { type: ['string', 'null'], description: 'old' }, b: text });
    const after = schema({ b: { ...text, title: 'B' }, a: { type: ['null', 'string'], description: 'new' } });
    expect(found(before, after)).toEqual([]);
  });
});
