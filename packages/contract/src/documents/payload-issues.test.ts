import { describe, expect, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import { payments } from '../../test/contracts/payments.ts';
import { defineContract } from '../index.ts';
import { type PayloadTemplateOf, payloadIssues } from './payload-issues.ts';

const isExpression = (value: unknown) => typeof value === 'string' && value.startsWith('{%');
const issues = (payload: unknown, contract: Parameters<typeof payloadIssues>[0] = payments) =>
  payloadIssues(contract, payload, isExpression);
const amount = { currency: 'EUR', value: '49.90' };

describe('a payload that is written before it is known', () => {
  it.each([
    [{ orderId: 'o-1', amount }],
    [{ orderId: '{% $states.input.id %}', amount: '{% $states.input.amount %}' }],
    [
      {
        orderId: 'o-1',
        amount: { ...amount, value: '{% $x %}' },
        lines: [{ sku: 'a', quantity: '{% $n %}' }],
      },
    ],
    ['{% $states.input %}'],
  ])('%j agrees with the contract', (payload) => {
    expect(issues(payload)).toEqual([]);
  });

  it.each<[unknown, string[]]>([
    [{ amount }, ['orderId: is missing; the contract requires it']],
    [
      { orderID: '{% $x %}', amount },
      [
        'orderId: is missing; the contract requires it',
        'orderID: is not in the contract, which has orderId, amount, lines',
      ],
    ],
    [{ orderId: 7, amount }, ['orderId: must be string; given 7']],
    [
      { orderId: 'o', amount: { ...amount, currency: 'GBP' } },
      ['amount.currency: must be one of "EUR", "USD"; given "GBP"'],
    ],
    [
      { orderId: 'o', amount, lines: [{ sku: 'a', quantity: 1.5 }] },
      ['lines.0.quantity: must be integer; given 1.5'],
    ],
    ['o-1', ['payload: must be object; given "o-1"']],
  ])('%j does not, and the field is named', (payload, expected) => {
    expect(issues(payload)).toEqual(expected);
  });

  it('may be any of several forms, of any depth, with members of any name', () => {
    interface Tree {
      readonly children: readonly Tree[];
    }
    const tree: z.ZodType<Tree> = z.lazy(() => z.object({ children: z.array(tree) }));
    const contract = defineContract({
      name: 'w',
      request: z.object({
        way: z.union([z.string(), z.null(), z.object({ by: z.string() })]),
        tree,
        by: z.record(z.string(), z.number()),
      }),
      output: z.null(),
    });
    const good = { way: null, tree: { children: [{ children: [] }] }, by: { a: 1 } };
    expect(issues(good, contract)).toEqual([]);
    expect(issues({ ...good, way: 7, by: { a: 'x' } }, contract)).toEqual([
      'way: must be string; given 7, or way: must be null; given 7, or way: must be object; given 7',
      'by.a: must be number; given "x"',
    ]);
    expect(issues({ ...good, tree: { children: [{}] } }, contract)).toEqual([
      'tree.children.0.children: is missing; the contract requires it',
    ]);
  });
});

it('the type of a template takes expressions at any place, and knows the fields', () => {
  type Template = PayloadTemplateOf<typeof payments>;
  expectTypeOf<{ orderId: '{% $id %}'; amount: '{% $amount %}' }>().toExtend<Template>();
  expectTypeOf<{ orderId: string; amount: { currency: 'EUR'; value: '{% $v %}' } }>().toExtend<Template>();
  expectTypeOf<{ orderId: number; amount: '{% $amount %}' }>().not.toExtend<Template>();
  expectTypeOf<{ amount: '{% $amount %}' }>().not.toExtend<Template>();
});
