import { CallbackTask } from '@callback-relay/infra';
import type { App } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import {
  Choice,
  Condition,
  DistributedMap,
  type IChainable,
  JsonPath,
  Map as MapState,
  Parallel,
  Pass,
  ProvideItems,
} from 'aws-cdk-lib/aws-stepfunctions';
import { type WorkerApp, workerApp } from './worker-app.ts';

/** State machines that ask one worker from Maps, branches and loops within each other, with nothing said that distinguishes the tasks. */
export function nestedApp(outdir: string): App {
  const built = workerApp(outdir, 'stamping', 'stamping.lambda.ts');
  const { app, stack, machine } = built;
  const stamp = (id: string) => stampTask(built, id);
  const each = (id: string, body: IChainable) =>
    new MapState(stack, id, { itemsPath: '$.items' }).itemProcessor(body);

  machine('two-levels', each('Row', each('Cell', stamp('Stamp a cell'))));
  machine('three-levels', each('Cube', each('Square', each('Line', stamp('Stamp a point')))));
  machine(
    'branches-between-maps',
    each(
      'Order',
      new Parallel(stack, 'Both').branch(
        each('Left items', stamp('Stamp left')),
        each('Right items', stamp('Stamp right')),
      ),
    ),
  );
  machine('children-of-a-distributed-map', distributed(built));
  machine('jsonata-maps', jsonataMaps(built));
  machine('loop', loop(built));
  return app;
}

function stampTask({ task }: WorkerApp, id: string): IChainable {
  return task(id, { payload: { of: JsonPath.stringAt('$.of') } }).addRetry({
    errors: ['Busy'],
    maxAttempts: 2,
  });
}

function distributed(built: WorkerApp): IChainable {
  return new DistributedMap(built.stack, 'Child', { itemsPath: '$.items' }).itemProcessor(
    new MapState(built.stack, 'Item of a child', { itemsPath: '$.items' }).itemProcessor(
      stampTask(built, 'Stamp in a child'),
    ),
  );
}

function jsonataMaps({ stack, requester, worker }: WorkerApp): IChainable {
  const items = ProvideItems.jsonata('{% $states.input.items %}');
  const stamp = CallbackTask.jsonata(stack, 'Stamp in JSONata', {
    requester,
    worker,
    timeout: Duration.minutes(15),
    payload: { of: '{% $states.input.of %}' },
  }).addRetry({ errors: ['Busy'], maxAttempts: 2 });
  const inner = MapState.jsonata(stack, 'Inner in JSONata', { items }).itemProcessor(stamp);
  return MapState.jsonata(stack, 'Outer in JSONata', { items }).itemProcessor(inner);
}

/** The same state, three times over, with the same payload. */
function loop(built: WorkerApp): IChainable {
  const { stack, task } = built;
  const stamp = task('Stamp again', {
    payload: { of: JsonPath.stringAt('$.of') },
    resultPath: '$.last',
  }).addRetry({ errors: ['Busy'], maxAttempts: 2 });
  const count = new Pass(stack, 'Count', {
    parameters: {
      of: JsonPath.stringAt('$.of'),
      round: JsonPath.mathAdd(JsonPath.numberAt('$.round'), 1),
      stamped: JsonPath.array(JsonPath.stringAt('$.last'), JsonPath.stringAt('$.stamped')),
    },
  });
  const done = new Pass(stack, 'Done', { outputPath: '$.stamped' });
  const choice = new Choice(stack, 'Again?')
    .when(Condition.numberLessThan('$.round', 3), stamp)
    .otherwise(done);
  return new Pass(stack, 'Begin', {
    parameters: { of: JsonPath.stringAt('$.items[0].of'), round: 0, stamped: [] },
  }).next(stamp.next(count).next(choice));
}
