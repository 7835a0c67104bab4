import { expect, it } from 'vitest';
import { payments } from '../../test/contracts/payments.ts';
import { payloadFor } from './payload-for.ts';

const amount = { currency: 'EUR', value: '49.90' } as const;

it('is the payload, where it agrees with the contract as far as that is known', () => {
  const payload = payloadFor(payments, { orderId: '{% $states.input.id %}', amount });
  expect(payload).toEqual({ orderId: '{% $states.input.id %}', amount });
  expect(payloadFor(payments, '{% $states.input %}')).toBe('{% $states.input %}');
});

it('names the field that disagrees, in the editor and when it is called', () => {
  const words = 'the payload for payments disagrees with its contract: ';
  // @ts-expect-error the contract has no such field, and misses another
  expect(() => payloadFor(payments, { order: 'o-1', amount })).toThrow(
    `${words}orderId: is missing; the contract requires it; order: is not in the contract, which has orderId, amount, lines`,
  );
  // @ts-expect-error the contract has another type
  expect(() => payloadFor(payments, { orderId: 7, amount })).toThrow(
    `${words}orderId: must be string; given 7`,
  );
});
