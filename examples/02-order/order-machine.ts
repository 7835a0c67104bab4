import { type CallbackRequester, CallbackTask, type IWorker } from '@callback-relay/infra';
import { Duration } from 'aws-cdk-lib';
import type { IEventBus } from 'aws-cdk-lib/aws-events';
import { Fail, type IChainable, JsonPath, Parallel, TaskInput } from 'aws-cdk-lib/aws-stepfunctions';
import { EventBridgePutEvents } from 'aws-cdk-lib/aws-stepfunctions-tasks';
import type { Construct } from 'constructs';
import { orderEvents } from './order-events.ts';

export interface OrderMachineParts {
  readonly requester: CallbackRequester;
  readonly payments: IWorker;
  readonly warehouse: IWorker;
  readonly eventBus: IEventBus;
}

/** How long an order waits for its payment, and for its stock. */
export const timeouts = { payment: Duration.minutes(15), stock: Duration.days(2), refund: Duration.hours(1) };

/**
 * `{"orderId", "amount"}` in; payment and stock out, waited for at the same time. When one of them fails or does not
 * come in time, the other is no longer waited for, and both are undone.
 */
export function orderDefinition(scope: Construct, parts: OrderMachineParts): IChainable {
  const { requester, payments, warehouse } = parts;
  const orderId = JsonPath.stringAt('$.orderId');
  const takePayment = new CallbackTask(scope, 'Take the payment', {
    requester,
    worker: payments,
    timeout: timeouts.payment,
    payload: { action: 'charge', orderId, amount: JsonPath.numberAt('$.amount') },
  });
  const awaitStock = new CallbackTask(scope, 'Wait for the stock', {
    requester,
    worker: warehouse,
    timeout: timeouts.stock,
    payload: { orderId },
    // What the warehouse's own events are known by: see the mapping in orders-stack.ts.
    businessKey: JsonPath.format('{}/stock', orderId),
  });
  return new Parallel(scope, 'Payment and stock', {
    resultSelector: { 'payment.$': '$[0]', 'stock.$': '$[1]' },
    resultPath: '$.fulfilled',
  })
    .branch(takePayment)
    .branch(awaitStock)
    .addCatch(compensation(scope, parts), { resultPath: '$.failure' });
}

/** Gives the money back, publishes that, and fails with what had failed. */
function compensation(scope: Construct, { requester, payments, eventBus }: OrderMachineParts): IChainable {
  const refund = new CallbackTask(scope, 'Refund the payment', {
    requester,
    worker: payments,
    timeout: timeouts.refund,
    payload: { action: 'refund', orderId: JsonPath.stringAt('$.orderId') },
    resultPath: '$.refund',
  });
  const publish = new EventBridgePutEvents(scope, 'Publish that the order is cancelled', {
    entries: [
      {
        eventBus,
        source: orderEvents.orderCancelled.source,
        detailType: orderEvents.orderCancelled.detailType,
        detail: TaskInput.fromObject({
          orderId: JsonPath.stringAt('$.orderId'),
          reason: JsonPath.stringAt('$.failure.Error'),
          refund: JsonPath.objectAt('$.refund'),
        }),
      },
    ],
    resultPath: JsonPath.DISCARD,
  });
  const failed = new Fail(scope, 'Order failed', {
    errorPath: JsonPath.stringAt('$.failure.Error'),
    // As text, whole: a timeout comes without a cause.
    causePath: JsonPath.jsonToString(JsonPath.objectAt('$.failure')),
  });
  // A refund that does not come is for people to look into, and no reason to keep the goods.
  refund.addCatch(publish, { resultPath: '$.refund' });
  return refund.next(publish).next(failed);
}
