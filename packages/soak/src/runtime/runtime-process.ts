import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Disk } from './disk.ts';

/** What people type as `pnpm dev`. */
const program = join(import.meta.dirname, '../../../dev/src/bin/dev.ts');

export interface RuntimeProcess {
  /** Resolves when it answers; rejects, with what it said, if it ends before. */
  readonly ready: Promise<void>;
  readonly isReady: () => boolean;
  /** Resolves, with what it said, when it has ended: `killed` if by this one's signal. */
  readonly ended: Promise<{ readonly code: number | null; readonly killed: boolean; readonly said: string }>;
  signal(name: NodeJS.Signals): void;
}

export interface RuntimeOptions {
  readonly app: string;
  readonly disk: Disk;
  readonly port: number;
  /** Keeps what Node.js compiled from one start to the next. */
  readonly compileCache: string;
}

export function startRuntime({ app, disk, port, compileCache }: RuntimeOptions): RuntimeProcess {
  const args = [program, '--app', app, '--data', disk.dataDir, '--port', String(port), '--json'];
  const [command = '', ...rest] = [...disk.enter, process.execPath, ...args];
  const child = spawn(command, rest, {
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = keepTail(child);
  let killed = false;
  const ended = once(child, 'close').then(([code]) => ({
    code: code as number | null,
    killed,
    said: said(),
  }));
  const lines = createInterface({ input: child.stdout });
  let answers = false;
  const ready = Promise.race([
    once(lines, 'line').then(() => {
      answers = true;
    }),
    ended.then(({ code, said: why }) => {
      throw new Error(`the runtime ended with ${code} before it was ready: ${why}`);
    }),
  ]);
  ready.catch(() => {});
  return {
    ready,
    isReady: () => answers,
    ended,
    signal(name) {
      killed ||= name === 'SIGKILL';
      child.kill(name);
    },
  };
}

const KEPT_CHARACTERS = 4_000;

/** The end of what it says on standard error. */
function keepTail(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-KEPT_CHARACTERS);
  });
  return () => said.trim();
}
