import type { App } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { JsonPath, Parallel, Pass } from 'aws-cdk-lib/aws-stepfunctions';
import { workerApp } from './worker-app.ts';

/** A state machine that goes on after one of its two branches failed, and one whose worker reports its progress. */
export function openApp(outdir: string): App {
  const { app, stack, task, machine } = workerApp(outdir, 'stamping', 'stamping.lambda.ts');
  const payload = { of: JsonPath.stringAt('$.of') };
  const failing = task('Fail', { payload });
  const left = task('Be left', { payload, businessKey: JsonPath.stringAt('$.key') });
  machine(
    'caught',
    new Parallel(stack, 'Both')
      .branch(failing, left)
      .addCatch(new Pass(stack, 'Go on'), { errors: ['Busy'] }),
  );
  machine('steps', task('Work', { payload, heartbeat: Duration.minutes(5) }));
  return app;
}
