import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { DecoupledStack } from './decoupled-stack.ts';
import { DirectStack } from './direct-stack.ts';
import { stage } from './names.ts';

/**
 * An instance of the relay keeps to its share of Step Functions' quota, and the local runtime starts fewer instances than
 * Lambda: with the default of 18, the quota of those few would be measured, and not what they can do.
 */
const RELAY_INSTANCES = 2;

/** Writes the cloud assembly of both designs to a folder, which it gives back. */
export function synthesizeBenchApp(outdir: string): string {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
  });
  new RelayStack(app, 'Relay', { stage, maxConcurrency: RELAY_INSTANCES });
  new DecoupledStack(app, 'Decoupled');
  new DirectStack(app, 'Direct');
  return app.synth().directory;
}
