import { CallbackRelay, CallbackRequester, CallbackWorker, ResultMapping } from '@callback-relay/infra';
import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { orderEvents } from './order-events.ts';
import { orderDefinition } from './order-machine.ts';

/** The orders' team: the state machine, and how the warehouse's events finish what it waits for. */
export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly stage: string }) {
    super(scope, id, props);
    const { stage } = props;
    const namespace = 'orders';
    const relay = CallbackRelay.fromStage(this, 'Relay', stage);
    const requester = new CallbackRequester(this, 'Requester', { relay, namespace });
    const machine = new StateMachine(this, 'Order', {
      stateMachineName: `order-${stage}`,
      definitionBody: DefinitionBody.fromChainable(
        orderDefinition(this, {
          requester,
          payments: CallbackWorker.fromName(this, { relay, workerName: 'payments' }),
          warehouse: CallbackWorker.fromName(this, { relay, workerName: 'warehouse' }),
          eventBus: relay.eventBus,
        }),
      ),
    });
    const ofWarehouse = ({ source, detailType }: { source: string; detailType: string }) => ({
      source: [source],
      detailType: [detailType],
    });
    new ResultMapping(this, 'Stock', {
      relay,
      mappingName: 'stock',
      namespace,
      key: '{detail.orderId}/stock',
      succeeded: { pattern: ofWarehouse(orderEvents.stockReserved), output: 'detail.bin' },
      failed: { pattern: ofWarehouse(orderEvents.outOfStock), error: 'OutOfStock', cause: '{detail.reason}' },
    });
    new CfnOutput(this, 'StateMachineArn', { value: machine.stateMachineArn });
  }
}
