import { callbackRelayApp } from './callback-relay-app.ts';

export interface SynthesisOptions {
  /** The folder to write to. */
  readonly outdir: string;
  /** @default dev */
  readonly stage?: string;
}

export interface Synthesis {
  /** The cloud assembly: templates and bundles. */
  readonly outdir: string;
  readonly templates: readonly SynthesizedTemplate[];
}

export interface SynthesizedTemplate {
  readonly stackName: string;
  /** The CloudFormation template, as parsed JSON. */
  readonly template: Readonly<Record<string, unknown>>;
}

/** Synthesizes the app in this process, environment-agnostic, bundles included. Takes a few seconds. */
export function synthesize({ outdir, stage = 'dev' }: SynthesisOptions): Synthesis {
  const assembly = callbackRelayApp({ outdir, stage }).synth();
  return {
    outdir,
    templates: assembly.stacks.map(({ stackName, template }) => ({ stackName, template })),
  };
}
