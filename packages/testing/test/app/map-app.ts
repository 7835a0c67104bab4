import type { App } from 'aws-cdk-lib';
import { JsonPath, Map as MapState, Parallel } from 'aws-cdk-lib/aws-stepfunctions';
import { workerApp } from './worker-app.ts';

/** State machines that ask one worker many times at once, with nothing said that distinguishes the tasks. */
export function mapApp(outdir: string): App {
  const { app, stack, task, machine } = workerApp(outdir, 'stamping', 'stamping.lambda.ts');
  const stamp = (id: string) => task(id, { payload: { of: JsonPath.stringAt('$.of') } });
  machine(
    'items',
    new MapState(stack, 'Each', { itemsPath: '$.items' }).itemProcessor(stamp('Stamp an item')),
  );
  machine(
    'retried-items',
    new MapState(stack, 'Each with retries', { itemsPath: '$.items' }).itemProcessor(
      stamp('Stamp again').addRetry({ errors: ['Busy'], maxAttempts: 2 }),
    ),
  );
  machine(
    'keyed',
    task('Stamp a key', {
      payload: { of: JsonPath.stringAt('$.of') },
      businessKey: JsonPath.stringAt('$.key'),
    }),
  );
  machine('branches', new Parallel(stack, 'Both').branch(stamp('Stamp left'), stamp('Stamp right')));
  return app;
}
