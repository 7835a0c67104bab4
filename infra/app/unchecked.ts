import { skipLoadCheck } from '../lib/function/load-check.ts';
import { uncheckedApp } from './unchecked-app.ts';

/**
 * Synthesizes the app for a run on this machine alone: without cdk-nag's rules, CDK's validation of the templates and a
 * load of every bundle, which are for what is deployed and take longer than the synthesis. The local runtime says what
 * it finds wrong with a template, and whether a bundle loads shows when it runs.
 */
export function synthesizeUnchecked(outdir: string): void {
  const context = { [skipLoadCheck]: true };
  uncheckedApp({ outdir, stage: 'dev', context }, { builtinCloudFormationValidation: false }).synth();
}
