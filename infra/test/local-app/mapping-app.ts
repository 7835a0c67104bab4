import { type App, Duration } from 'aws-cdk-lib';
import { DefinitionBody, JsonPath, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CallbackRequester, CallbackTask, ResultMapping, type ResultMappingProps } from '../../lib/index.ts';
import { teamApp } from './team-app.ts';

/** State machines that wait for domain events of the source `shop`, by keys of one field, of several, and of an ARN. */
export function mappingApp(outdir: string): App {
  const { app, relay, stack } = teamApp(outdir);
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
  const mapping = (mappingName: string, props: Pick<ResultMappingProps, 'key' | 'succeeded' | 'failed'>) =>
    new ResultMapping(stack, mappingName, { relay, namespace, mappingName, ...props });
  const named = (detailType: string) => ({ source: ['shop'], detailType: [detailType] });

  machine('order', JsonPath.format('order-{}', JsonPath.stringAt('$.id')));
  mapping('orders', {
    key: 'order-{detail.id}',
    succeeded: { pattern: named('Order Paid') },
  });
  machine('line', JsonPath.format('{}: {}', JsonPath.stringAt('$.tenant'), JsonPath.stringAt('$.sku')));
  mapping('lines', {
    key: '{detail.tenant}: {detail.lines[1].parts[0].sku}',
    succeeded: { pattern: named('Line Paid'), output: 'detail.receipt' },
  });
  machine('number', JsonPath.stringAt('$.id'));
  mapping('numbers', {
    key: '{detail.id}',
    succeeded: { pattern: named('Number Paid') },
  });
  machine('bucket', JsonPath.stringAt('$.arn'));
  mapping('buckets', {
    key: '{resources[0]}',
    failed: { pattern: named('Bucket Lost'), error: '{detail.code}' },
  });
  return app;
}
