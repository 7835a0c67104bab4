import { expect, it } from 'vitest';
import * as z from 'zod';
import { defineContract } from '../define-contract.ts';
import { outputExpression, outputPath } from './output-path.ts';

const payments = defineContract({
  name: 'payments',
  request: z.object({}),
  output: z.object({
    paymentId: z.string(),
    'card-type': z.string().optional(),
    fees: z.record(z.string(), z.object({ value: z.string() })),
    result: z.union([z.object({ code: z.string() }), z.object({ reason: z.string() })]),
  }),
});

it('a place in the output is written as the query language of the state machine has it', () => {
  expect(outputPath(payments, ['paymentId'], '$.payment')).toBe('$.payment.paymentId');
  expect(outputPath(payments, ['card-type'])).toBe("$['card-type']");
  expect(outputPath(payments, ['fees', 'EUR', 'value'])).toBe('$.fees.EUR.value');
  expect(outputExpression(payments, ['result', 'reason'])).toBe('{% $states.result.result.reason %}');
  expect(outputExpression(payments, ['card-type'], '$payment')).toBe('{% $payment.`card-type` %}');
});

it('a place that the contract does not have is an error in the editor, and when it is written', () => {
  // @ts-expect-error the contract has a paymentId
  expect(() => outputPath(payments, ['id'])).toThrow(
    'the output of payments has no id by its contract; it has paymentId, card-type, fees, result',
  );
  // @ts-expect-error neither choice has it
  expect(() => outputPath(payments, ['result', 'status'])).toThrow(
    'has no result.status by its contract; it has code, reason',
  );
  // @ts-expect-error a text has no members
  expect(() => outputExpression(payments, ['paymentId', 'length'])).toThrow('has no paymentId.length');
});
