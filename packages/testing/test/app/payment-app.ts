import { type App, Duration } from 'aws-cdk-lib';
import { workerApp } from './worker-app.ts';

/** One state machine that waits for one worker. */
export function paymentApp(outdir: string): App {
  const { app, task, machine } = workerApp(outdir, 'payments', 'payments.lambda.ts');
  machine('order-dev', task('Take the payment', { heartbeat: Duration.minutes(5) }));
  return app;
}
