import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the runtime keeps its data. */
export interface Disk {
  /** As the runtime's own process sees it. */
  readonly dataDir: string;
  /** In words, for the report. */
  readonly says: string;
  /** What goes before a command, so that it sees the folder. */
  readonly enter: readonly string[];
  /** Undefined where the disk can't be filled without harm to others. */
  readonly fill: (() => void) | undefined;
  makeRoom(): void;
  close(): Promise<void>;
}

const MEGABYTES = 512;

/**
 * A disk of its own, in memory and in a mount namespace that ends with this process, so that filling it harms no other process.
 * A folder of the machine's disk where that is not permitted: then it is never filled.
 */
export async function openDisk(): Promise<Disk> {
  const folder = mkdtempSync(join(tmpdir(), 'callback-relay-soak-data-'));
  const holder = await mountIn(folder);
  if (holder === undefined) return plainFolder(folder);
  const filler = `/proc/${holder.pid}/root${folder}/filler`;
  return {
    dataDir: join(folder, 'data'),
    says: `a tmpfs of ${MEGABYTES} MB in a mount namespace of its own`,
    enter: ['nsenter', '--target', String(holder.pid), '--user', '--mount', '--preserve-credentials'],
    fill: () => fillWith(filler),
    makeRoom: () => rmSync(filler, { force: true }),
    async close() {
      const ended = once(holder, 'exit');
      holder.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The process that keeps the namespace and its disk, whatever happens to the runtime. */
async function mountIn(folder: string): Promise<ChildProcess | undefined> {
  if (spawnSync('nsenter', ['--version']).status !== 0) return undefined;
  const script = 'mount -t tmpfs -o "size=$1m" tmpfs "$2" && echo mounted && exec cat';
  const holder = spawn('unshare', ['-rm', 'sh', '-c', script, 'sh', String(MEGABYTES), folder], {
    // It ends when its input does: with this process, whatever ends that.
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const isMounted = await Promise.race([
    once(holder.stdout, 'data').then(() => true),
    once(holder, 'exit').then(() => false),
    once(holder, 'error').then(() => false),
  ]);
  return isMounted ? holder : undefined;
}

function fillWith(file: string): void {
  const megabyte = Buffer.alloc(1_048_576, 'x');
  for (let written = 0; written < 2 * MEGABYTES; written += 1) {
    try {
      writeFileSync(file, megabyte, { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return;
      throw error;
    }
  }
}

function plainFolder(folder: string): Disk {
  return {
    dataDir: join(folder, 'data'),
    says: "the machine's: it was not filled, because this machine does not let a process mount a disk of its own",
    enter: [],
    fill: undefined,
    makeRoom: () => {},
    close: async () => rmSync(folder, { recursive: true, force: true }),
  };
}
