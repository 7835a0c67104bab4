import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Construct } from 'constructs';
import { callbackRelayApp } from '../app/callback-relay-app.ts';

/** Templates without bundles: what is asserted is their shape. */
export const unbundled = { 'aws:cdk:bundling-stacks': [] };

/** The template of a stack that holds what `build` puts into it. */
export function templateOf(build: (stack: Construct) => void): Template {
  const stack = new Stack(new App({ context: unbundled }), 'Test');
  build(stack);
  return Template.fromStack(stack);
}

export type StackRole = 'Relay' | 'EvenOddRequester' | 'EvenOddWorker';

/** The templates of the app's stacks, by the end of their names. */
export function appTemplates(stage = 'dev'): Readonly<Record<StackRole, Template>> {
  const app = callbackRelayApp({ stage, context: unbundled });
  const of = (role: StackRole) => {
    const stack = app.node.findChild(`CallbackRelay-${stage}-${role}`);
    if (!(stack instanceof Stack)) throw new Error(`${role} is not a stack`);
    return Template.fromStack(stack);
  };
  return { Relay: of('Relay'), EvenOddRequester: of('EvenOddRequester'), EvenOddWorker: of('EvenOddWorker') };
}
