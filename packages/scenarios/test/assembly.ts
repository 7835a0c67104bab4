import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of the app of stage dev, synthesized once for all test files: to be read, not written. */
    readonly assembly: string;
  }
}

const synth = join(import.meta.dirname, '..', '..', '..', 'infra', 'bin', 'synth.ts');

export function setup({ provide }: TestProject): () => void {
  const outdir = mkdtempSync(join(tmpdir(), 'callback-relay-scenarios-'));
  // In a process of its own: what runs this file has no import.meta.resolve, by which infra finds its functions.
  execFileSync(process.execPath, [synth, '--outdir', outdir], { stdio: ['ignore', 'ignore', 'inherit'] });
  provide('assembly', outdir);
  return () => rmSync(outdir, { recursive: true, force: true });
}
