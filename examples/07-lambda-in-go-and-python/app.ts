import { RelayStack } from '@callback-relay/infra';
import { App } from 'aws-cdk-lib';
import { DocumentsStack } from './documents-stack.ts';
import { WorkersStack, type WorkersStackProps } from './workers-stack.ts';

const stage = 'dev';

/** Three teams, three stacks. `outdir` as CDK has it; `workers` as the workers' stack takes them. */
export function documentApp(outdir: string, workers: Omit<WorkersStackProps, 'stage'> = {}): App {
  const app = new App({
    analyticsReporting: false,
    outdir,
    // Templates say where bundles are; what hosts them on this machine reads it.
    context: { 'aws:cdk:enable-asset-metadata': true, '@aws-cdk/aws-iam:minimizePolicies': true },
  });
  new RelayStack(app, 'DocumentRelay', { stage });
  new DocumentsStack(app, 'Documents', { stage });
  new WorkersStack(app, 'Workers', { stage, ...workers });
  return app;
}
