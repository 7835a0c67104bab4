import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { DecoupledStack } from './decoupled-stack.ts';
import { DirectStack } from './direct-stack.ts';
import { stage } from './names.ts';

/** Writes the cloud assembly of both designs to a folder, which it gives back. */
export function synthesizeBenchApp(outdir: string): string {
  const app = new App({
    outdir,
    analyticsReporting: false,
    context: { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
  });
  new RelayStack(app, 'Relay', { stage });
  new DecoupledStack(app, 'Decoupled');
  new DirectStack(app, 'Direct');
  return app.synth().directory;
}
