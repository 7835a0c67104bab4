import { RelayStack } from '@callback-relay/infra';
import { relayEnvironment } from '@callback-relay/relay/environment';
import { App } from 'aws-cdk-lib';
import { DecoupledStack } from './decoupled-stack.ts';
import { DirectStack } from './direct-stack.ts';
import { stage } from './names.ts';

/**
 * Calls a second of an instance of the relay. It keeps to its share of Step Functions' quota, and the local runtime starts
 * fewer instances than Lambda: the quota of those few would be measured, and not what they can do.
 */
const NO_QUOTA = '100000';

/** Writes the cloud assembly of both designs to a folder, which it gives back. */
export function synthesizeBenchApp(outdir: string): string {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
  });
  const { relay } = new RelayStack(app, 'Relay', { stage });
  relay.function.addEnvironment(relayEnvironment.quotaPerSecond, NO_QUOTA);
  relay.function.addEnvironment(relayEnvironment.quotaBurst, NO_QUOTA);
  new DecoupledStack(app, 'Decoupled');
  new DirectStack(app, 'Direct');
  return app.synth().directory;
}
