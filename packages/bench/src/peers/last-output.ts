import type { ChildProcess } from 'node:child_process';

const KEPT_CHARACTERS = 2_000;

/** The end of what a process prints: it says there why it does not start. Reading it all keeps its pipes from filling up. */
export function lastOutput({ stdout, stderr }: Pick<ChildProcess, 'stdout' | 'stderr'>): () => string {
  let last = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      last = (last + text).slice(-KEPT_CHARACTERS);
    });
  }
  return () => last.trim();
}
