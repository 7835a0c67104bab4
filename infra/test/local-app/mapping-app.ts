import { App, Duration, Stack } from 'aws-cdk-lib';
import { DefinitionBody, JsonPath, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CallbackRequester, CallbackTask, RelayStack, ResultMapping } from '../../lib/index.ts';

/** State machines that wait for domain events of the source `shop`, by keys of one field, of several, and of an ARN. */
export function mappingApp(outdir: string): App {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
  });
  const { relay } = new RelayStack(app, 'Relay', { stage: 'dev' });
  const stack = new Stack(app, 'Team');
  const namespace = 'shop';
  const requester = new CallbackRequester(stack, 'Requester', { relay, namespace });
  const machine = (stateMachineName: string, businessKey: string) =>
    new StateMachine(stack, stateMachineName, {
      stateMachineName,
      definitionBody: DefinitionBody.fromChainable(
        new CallbackTask(stack, `Wait for the ${stateMachineName}`, {
          requester,
          businessKey,
          allowedSources: ['shop'],
          timeout: Duration.hours(1),
        }),
      ),
    });
  const named = (detailType: string) => ({ source: ['shop'], detailType: [detailType] });

  machine('order', JsonPath.format('order-{}', JsonPath.stringAt('$.id')));
  new ResultMapping(stack, 'Orders', {
    relay,
    namespace,
    mappingName: 'orders',
    key: 'order-{detail.id}',
    succeeded: { pattern: named('Order Paid') },
  });
  machine('line', JsonPath.format('{}: {}', JsonPath.stringAt('$.tenant'), JsonPath.stringAt('$.sku')));
  new ResultMapping(stack, 'Lines', {
    relay,
    namespace,
    mappingName: 'lines',
    key: '{detail.tenant}: {detail.lines[1].parts[0].sku}',
    succeeded: { pattern: named('Line Paid'), output: 'detail.receipt' },
  });
  machine('number', JsonPath.stringAt('$.id'));
  new ResultMapping(stack, 'Numbers', {
    relay,
    namespace,
    mappingName: 'numbers',
    key: '{detail.id}',
    succeeded: { pattern: named('Number Paid') },
  });
  machine('bucket', JsonPath.stringAt('$.arn'));
  new ResultMapping(stack, 'Buckets', {
    relay,
    namespace,
    mappingName: 'buckets',
    key: '{resources[0]}',
    failed: { pattern: named('Bucket Lost'), error: '{detail.code}' },
  });
  return app;
}
