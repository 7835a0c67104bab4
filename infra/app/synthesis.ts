import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { callbackRelayApp } from './callback-relay-app.ts';

export interface SynthesisOptions {
  /** @default a new temporary folder, which is the caller's to remove */
  readonly outdir?: string;
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
export function synthesize(options: SynthesisOptions = {}): Synthesis {
  const outdir = options.outdir ?? mkdtempSync(join(tmpdir(), 'callback-relay-'));
  const assembly = callbackRelayApp({ outdir, stage: options.stage ?? 'dev' }).synth();
  return {
    outdir,
    templates: assembly.stacks.map(({ stackName, template }) => ({ stackName, template })),
  };
}
