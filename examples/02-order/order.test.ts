import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Ending, type OrderWorld, openOrderWorld } from './order-world.ts';

let world: OrderWorld;
let serial = 0;
const newOrder = () => ({ orderId: `order-${++serial}`, amount: 4_990 });

beforeAll(async () => {
  world = await openOrderWorld('stopped');
}, 60_000);
afterEach(() => world.payments(true));
afterAll(() => world.close());

/** Lets everything come to rest, and answers how the order ended. */
async function endingOf(execution: string): Promise<Ending | undefined> {
  await world.local.idle();
  return world.ending(execution);
}

const hours = (count: number) => count * 3_600_000;
const cancelledOrders = () =>
  world.local.publishedEvents({ detailType: 'OrderCancelled' }).map(({ detail }) => detail);
const fulfilled = (orderId: string) => ({
  status: 'SUCCEEDED',
  output: {
    orderId,
    amount: 4_990,
    fulfilled: { payment: { paymentId: expect.any(String), amount: 4_990 }, stock: { name: 'A7' } },
  },
});

describe('an order waits for payment and stock, and succeeds', () => {
  it('when the payment is there first', async () => {
    const order = newOrder();
    const execution = await world.place(order);
    expect(await endingOf(execution)).toBeUndefined();
    await world.stockReserved(order.orderId, 'A7');
    expect(await endingOf(execution)).toEqual(fulfilled(order.orderId));
  });

  it('when the stock is there first', async () => {
    await world.payments(false);
    const order = newOrder();
    const execution = await world.place(order);
    await world.stockReserved(order.orderId, 'A7');
    expect(await endingOf(execution)).toBeUndefined();
    await world.payments(true);
    expect(await endingOf(execution)).toEqual(fulfilled(order.orderId));
  });

  it('when the stock was reserved before the order began', async () => {
    const order = newOrder();
    await world.stockReserved(order.orderId, 'A7');
    await world.local.idle();
    expect(await endingOf(await world.place(order))).toEqual(fulfilled(order.orderId));
  });

  it('when the warehouse says it twice', async () => {
    const order = newOrder();
    await world.stockReserved(order.orderId, 'A7');
    await world.stockReserved(order.orderId, 'A7');
    const execution = await world.place(order);
    expect(await endingOf(execution)).toEqual(fulfilled(order.orderId));
  });
});

describe('an order fails, and is undone', () => {
  it('when the payment never answers: the refund is asked for in vain, and the goods go back', async () => {
    await world.payments(false);
    const order = newOrder();
    const execution = await world.place(order);
    await world.stockReserved(order.orderId, 'A7');
    await world.local.idle();
    await world.local.advance(hours(0.25));
    expect(await endingOf(execution)).toBeUndefined();
    await world.local.advance(hours(1));
    expect(await endingOf(execution)).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(cancelledOrders()).toContainEqual({
      orderId: order.orderId,
      reason: 'States.Timeout',
      refund: expect.objectContaining({ Error: 'States.Timeout' }),
    });
  });

  it('when the card is declined', async () => {
    const order = { ...newOrder(), amount: 100_001 };
    const execution = await world.place(order);
    expect(await endingOf(execution)).toMatchObject({
      status: 'FAILED',
      error: 'CardDeclined',
      cause: expect.stringContaining('The card does not bear the amount.'),
    });
    expect(cancelledOrders()).toContainEqual({
      orderId: order.orderId,
      reason: 'CardDeclined',
      refund: { refunded: order.orderId },
    });
  });

  it('when the goods are out of stock: the payment is given back', async () => {
    const order = newOrder();
    const execution = await world.place(order);
    await world.local.idle();
    await world.outOfStock(order.orderId, 'The last one was sold a minute ago.');
    expect(await endingOf(execution)).toMatchObject({
      status: 'FAILED',
      error: 'OutOfStock',
      cause: expect.stringContaining('The last one was sold a minute ago.'),
    });
    expect(cancelledOrders()).toContainEqual({
      orderId: order.orderId,
      reason: 'OutOfStock',
      refund: { refunded: order.orderId },
    });
  });
});

it('an event without a usable order ID finishes no order, and its publisher gets a verdict', async () => {
  const order = newOrder();
  const execution = await world.place(order);
  for (const orderId of [undefined, '', null]) {
    await world.local.publish({
      source: 'warehouse',
      detailType: 'StockReserved',
      detail: { orderId, bin: { name: 'A7' } },
    });
  }
  expect(await endingOf(execution)).toBeUndefined();
  const verdicts = world.local
    .publishedEvents({ detailType: 'Callback Verdict' })
    .map(({ detail }) => detail);
  const invalid = { verdict: 'invalid', code: 'correlation-id-missing', correlationId: null };
  expect(verdicts).toEqual([1, 2, 3].map(() => expect.objectContaining(invalid)));
  await world.stockReserved(order.orderId, 'A7');
  expect(await endingOf(execution)).toEqual(fulfilled(order.orderId));
});

it('an answer in the name of the warehouse by another source is refused', async () => {
  const order = newOrder();
  const execution = await world.place(order);
  await world.local.idle();
  await world.local.publish({
    source: 'burglar',
    detailType: 'Callback Succeeded',
    detail: { version: '1.0', correlationId: `orders:${order.orderId}/stock`, output: { name: 'van' } },
  });
  expect(await endingOf(execution)).toBeUndefined();
  await world.stockReserved(order.orderId, 'A7');
  expect(await endingOf(execution)).toEqual(fulfilled(order.orderId));
});
