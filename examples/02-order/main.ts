import { parseArgs } from 'node:util';
import { timeouts } from './order-machine.ts';
import { type Ending, type OrderWorld, openOrderWorld } from './order-world.ts';

const usage = `Usage: pnpm --filter @callback-relay/example-order start [--story NAME]

Hosts the four teams' stacks on this machine, places an order and lets the story happen:

  payment-first   the payment is taken, then the warehouse reserves the stock (the default)
  stock-first     the warehouse reserves the stock while payments are down
  stock-early     the warehouse reserved the stock before the order was placed
  out-of-stock    the warehouse has none: the payment is given back
  no-payment      payments never answer: time is driven past the timeouts, and the goods go back
`;

const order = { orderId: 'order-1234', amount: 4_990 };

/** Each answers the order's execution. */
const stories: Readonly<Record<string, (world: OrderWorld) => Promise<string>>> = {
  'payment-first': async (world) => {
    const execution = await place(world);
    await reserve(world);
    return execution;
  },
  'stock-first': async (world) => {
    await payments(world, false);
    const execution = await place(world);
    await reserve(world);
    await payments(world, true);
    return execution;
  },
  'stock-early': async (world) => {
    await reserve(world);
    return place(world);
  },
  'out-of-stock': async (world) => {
    const execution = await place(world);
    say('the warehouse publishes OutOfStock');
    await world.outOfStock(order.orderId, 'The last one was sold a minute ago.');
    return execution;
  },
  'no-payment': async (world) => {
    await payments(world, false);
    const execution = await place(world);
    await reserve(world);
    for (const wait of [timeouts.payment, timeouts.refund]) {
      say(`${wait.toMinutes()} minutes pass`);
      await world.local.advance(wait.toMilliseconds());
    }
    return execution;
  },
};

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function place(world: OrderWorld): Promise<string> {
  say(`${order.orderId} is placed: it waits for its payment and for its stock`);
  const execution = await world.place(order);
  await world.local.idle();
  return execution;
}

async function reserve(world: OrderWorld): Promise<void> {
  say('the warehouse publishes StockReserved');
  await world.stockReserved(order.orderId, 'A7');
  await world.local.idle();
}

async function payments(world: OrderWorld, up: boolean): Promise<void> {
  say(`payments are ${up ? 'up' : 'down'}`);
  await world.payments(up);
}

async function play(
  world: OrderWorld,
  story: (world: OrderWorld) => Promise<string>,
): Promise<Ending | undefined> {
  const execution = await story(world);
  await world.local.idle();
  const ending = await world.ending(execution);
  say(`${order.orderId} ${ending?.status ?? 'goes on'}: ${JSON.stringify(ending?.output ?? ending?.error)}`);
  for (const { detail } of world.local.publishedEvents({ detailType: 'OrderCancelled' })) {
    say(`OrderCancelled ${JSON.stringify(detail)}`);
  }
  return ending;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { story: { type: 'string', default: 'payment-first' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const story = stories[values.story];
  if (story === undefined) {
    process.stderr.write(
      `no story is called ${values.story}; there are ${Object.keys(stories).join(', ')}\n`,
    );
    return 2;
  }
  const world = await openOrderWorld('stopped');
  try {
    return (await play(world, story)) === undefined ? 1 : 0;
  } finally {
    await world.close();
  }
}

process.exitCode = await main();
