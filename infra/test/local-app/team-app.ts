import { App, Stack } from 'aws-cdk-lib';
import { RelayStack } from '../../lib/index.ts';

/** An app with a relay and the stack of one team, written for the local runtime, which finds the code by its metadata. */
export function teamApp(outdir: string) {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
  });
  const { relay } = new RelayStack(app, 'Relay', { stage: 'dev' });
  return { app, relay, stack: new Stack(app, 'Team') };
}
