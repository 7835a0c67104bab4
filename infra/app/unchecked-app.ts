import { standardPrefix } from '@callback-relay/contract/names';
import { App, type AppProps, type Environment } from 'aws-cdk-lib';
import { skipLoadCheck } from '../lib/function/load-check.ts';
import { RelayStack } from '../lib/relay-stack.ts';
import { validationError } from '../lib/validation-error.ts';
import { RequesterStack } from './requester-stack.ts';
import { WorkerStack } from './worker-stack.ts';

/** The stages of the example app. Constructs take any name. */
export const stages = ['dev', 'staging', 'prod'] as const;

export interface CallbackRelayAppProps {
  /** @default the context's `stage`, or dev */
  readonly stage?: string;
  /** Where the assembly is written. @default a temporary folder, or what the CDK CLI says */
  readonly outdir?: string;
  /** @default any: the templates are environment-agnostic */
  readonly env?: Environment;
  /** Context beside the command line's. */
  readonly context?: Readonly<Record<string, unknown>>;
}

/** One stage of the three stacks, without cdk-nag. No stack refers to another; they meet by name. */
export function uncheckedApp(props: CallbackRelayAppProps = {}, more: AppProps = {}): App {
  const app = new App({
    ...more,
    analyticsReporting: false,
    ...(props.outdir !== undefined && { outdir: props.outdir }),
    context: {
      '@aws-cdk/aws-iam:minimizePolicies': true,
      // Templates tell where bundles are; what hosts them on this machine reads it.
      'aws:cdk:enable-asset-metadata': true,
      'aws:cdk:enable-path-metadata': true,
      ...props.context,
    },
  });
  const stage = stageOf(app, props.stage);
  checkContext(app);
  const stack = { stage, ...(props.env !== undefined && { env: props.env }) };
  const relay = new RelayStack(app, `CallbackRelay-${stage}-Relay`, {
    ...stack,
    // The scenario suite brings state machines of its own.
    ...(stage === 'dev' && { answerableNames: [`${standardPrefix(stage)}-e2e-*`] }),
  });
  const requester = new RequesterStack(app, `CallbackRelay-${stage}-EvenOddRequester`, stack);
  // The order of `cdk deploy --all`, no more: the requester's grant hangs on the relay's role.
  requester.addStackDependency(relay);
  new WorkerStack(app, `CallbackRelay-${stage}-EvenOddWorker`, stack);
  return app;
}

function stageOf(app: App, given: string | undefined): string {
  const stage: unknown = given ?? app.node.tryGetContext('stage') ?? 'dev';
  const known = stages.find((each) => each === stage);
  if (known !== undefined) return known;
  throw validationError(undefined, {
    problem: 'unknown stage',
    given: stage,
    remedy: `choose one of ${stages.join(', ')}, as in --context stage=dev`,
  });
}

/** Keys of CDK's own begin with its names; anything else but `stage` is a misspelling that would go unnoticed. */
function checkContext(app: App): void {
  const all: Record<string, unknown> = app.node.getAllContext();
  const unknown = Object.keys(all).filter(
    (key) => key !== 'stage' && key !== skipLoadCheck && !/^(@?aws-cdk|aws:cdk|cdk)\b/.test(key),
  );
  if (unknown.length === 0) return;
  throw validationError(undefined, {
    problem: 'unknown context',
    given: unknown,
    remedy: 'the app knows only stage: check the spelling, or remove it from the command line and cdk.json',
  });
}
