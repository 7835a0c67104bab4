import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** This repository's root: the folder that holds `packages/` and `infra/`. */
export const repository = join(import.meta.dirname, '..', '..', '..');

const script = join(repository, 'infra', 'bin', 'synth.ts');

/** Whether there is an app of this repository: not where the package is installed in another one. */
export function hasOwnApp(): boolean {
  return existsSync(script);
}

/**
 * Synthesizes this repository's app into a folder, in a process of its own: CDK is slow and large, and infra's
 * source may have changed since.
 * @throws Error with what the synthesis said
 */
export async function synthesize(outdir: string, signal: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, [script, '--outdir', outdir, '--json'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  // Also where it is aborted it is waited for: what still writes would make its folder again.
  let failure: Error | undefined;
  child.on('error', (error) => {
    failure = error;
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (failure !== undefined) throw failure;
  if (code !== 0) throw new Error(`The synthesis failed:\n${said}`);
}
