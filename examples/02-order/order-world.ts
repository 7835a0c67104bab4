import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { type Local, startLocal } from '@callback-relay/local';
import { orderApp } from './app.ts';
import { orderEvents } from './order-events.ts';

export interface Order {
  readonly orderId: string;
  /** In cents. */
  readonly amount: number;
}

/** How an order ended. */
export interface Ending {
  readonly status: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** The four teams' stacks on this machine, and what people do to them. */
export interface OrderWorld {
  readonly local: Local;
  /** Starts an order; answers the execution's ARN. */
  place(order: Order): Promise<string>;
  /** What the warehouse publishes when the goods are set aside in a bin. */
  stockReserved(orderId: string, bin: string): Promise<void>;
  outOfStock(orderId: string, reason: string): Promise<void>;
  /** `up` or down: down, requests wait in its queue. */
  payments(up: boolean): Promise<void>;
  /** How the order has ended; undefined while it goes on. */
  ending(executionArn: string): Promise<Ending | undefined>;
  close(): Promise<void>;
}

const paymentsFunction = 'callback-relay-dev-payments-worker';

/** Synthesizes the app and hosts it. With a `stopped` clock time moves only by `local.advance`. */
export async function openOrderWorld(clock: 'flowing' | 'stopped'): Promise<OrderWorld> {
  const app = await mkdtemp(join(tmpdir(), 'order-'));
  orderApp(app).synth();
  const local = await startLocal({ app, clock });
  const states = new SFNClient(local.clientConfig);
  const stateMachineArn = String(local.outputs.find(({ name }) => name === 'StateMachineArn')?.value);
  return {
    local,
    place: async (order) => {
      const input = JSON.stringify(order);
      const { executionArn = '' } = await states.send(new StartExecutionCommand({ stateMachineArn, input }));
      return executionArn;
    },
    stockReserved: async (orderId, bin) => {
      await local.publish({ ...orderEvents.stockReserved, detail: { orderId, bin: { name: bin } } });
    },
    outOfStock: async (orderId, reason) => {
      await local.publish({ ...orderEvents.outOfStock, detail: { orderId, reason } });
    },
    payments: (up) => local.setMappingEnabled(paymentsFunction, up),
    ending: async (executionArn) => {
      const { status, output, error, cause } = await states.send(
        new DescribeExecutionCommand({ executionArn }),
      );
      if (status === undefined || status === 'RUNNING') return undefined;
      return {
        status,
        ...(output !== undefined && { output: JSON.parse(output) as unknown }),
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      };
    },
    close: async () => {
      states.destroy();
      await local.stop();
      await rm(app, { recursive: true, force: true });
    },
  };
}
