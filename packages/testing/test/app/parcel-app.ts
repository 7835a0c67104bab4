import type { App } from 'aws-cdk-lib';
import { workerApp } from './worker-app.ts';

/** One state machine that waits for a worker whose contract is made of valibot's schemas. */
export function parcelApp(outdir: string): App {
  const { app, task, machine } = workerApp(outdir, 'parcels', 'parcels.lambda.ts');
  machine('parcel-dev', task('Pack the parcel'));
  return app;
}
