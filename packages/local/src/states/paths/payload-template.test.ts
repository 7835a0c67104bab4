import { expect, test } from 'vitest';
import { atOnce, counted } from '../../foundation/steps.ts';
import { evaluateTemplate } from './payload-template.ts';

const scope = { root: { a: [1, 2] }, context: () => ({}), variables: {}, intrinsics: () => null };

test('a template takes a step for each path, wherever it stands', () => {
  const template = { 'a.$': '$.a', list: [{ 'b.$': '$.a[0]' }, { c: { 'd.$': '$..*' } }], e: 1 };
  expect(atOnce(counted(evaluateTemplate(template, scope)))).toEqual({
    result: { a: [1, 2], list: [{ b: 1 }, { c: { d: [[1, 2], 1, 2] } }], e: 1 },
    count: 3,
  });
});

test('each path and each call of an expression is a step', () => {
  const template = { 'a.$': 'States.Array($.a, States.Array($.a, 1))' };
  expect(atOnce(counted(evaluateTemplate(template, scope)))).toEqual({ result: { a: null }, count: 4 });
});
