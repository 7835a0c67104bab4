import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A data folder that can't be used: the message says which, why, and what to do. */
export class DataFolderError extends Error {
  constructor(directory: string, why: string) {
    super(`The data folder ${directory} can't be used: ${why}`);
    this.name = 'DataFolderError';
  }
}

export interface DataFolder {
  /** The port that the runtime had with this folder before; waiting work knows its queue URLs. */
  readonly port: number | undefined;
  keepPort(port: number): void;
  path(name: string): string;
  /** Lets another process use the folder. */
  release(): void;
}

/** Raised when what the folder holds changes its format. */
const FORMAT_VERSION = 1;

interface Manifest {
  readonly formatVersion: number;
  readonly port?: number;
}

/**
 * Opens or makes a folder, for this process alone.
 * @throws DataFolderError
 */
export function openDataFolder(directory: string): DataFolder {
  const path = (name: string) => join(directory, name);
  const manifest = guarded(directory, () => {
    mkdirSync(directory, { recursive: true });
    return readManifest(directory, path('callback-relay-local.json'));
  });
  guarded(directory, () => lock(directory, path('lock')));
  const write = (next: Manifest) =>
    guarded(directory, () => writeFileSync(path('callback-relay-local.json'), `${JSON.stringify(next)}\n`));
  write(manifest);
  return {
    port: manifest.port,
    keepPort: (port) => write({ formatVersion: FORMAT_VERSION, port }),
    path,
    release: () => rmSync(path('lock'), { force: true }),
  };
}

function readManifest(directory: string, file: string): Manifest {
  if (!existsSync(file)) return { formatVersion: FORMAT_VERSION };
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  if (manifest.formatVersion === FORMAT_VERSION) return manifest;
  throw new DataFolderError(
    directory,
    `it was written in format ${manifest.formatVersion} by another version, and this one reads format ${FORMAT_VERSION}. Choose another folder.`,
  );
}

function lock(directory: string, file: string): void {
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new DataFolderError(
      directory,
      `the process ${holder} is using it. Stop that one, or choose another folder.`,
    );
  }
  writeFileSync(file, String(process.pid));
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'it may not be written to. Choose another folder, or change its permissions.',
  EPERM: 'it may not be written to. Choose another folder, or change its permissions.',
  EROFS: 'it lies on a read-only disk. Choose another folder.',
  ENOSPC: 'the disk is full. Make room, or choose another folder.',
  ENOTDIR: 'it is no folder.',
  EEXIST: 'it is no folder.',
};

/** Names the folder and the remedy where the machine only gives a code. */
export function guarded<Result>(directory: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asDataFolderError(directory, error);
  }
}

/** The same for what opens in its own time. */
export async function guardedAsync<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw asDataFolderError(directory, error);
  }
}

function asDataFolderError(path: string, error: unknown): DataFolderError {
  if (error instanceof DataFolderError) return error;
  const { code = '', message, cause } = error as NodeJS.ErrnoException;
  const why = cause instanceof Error ? cause.message : message;
  return new DataFolderError(path, reasons[code] ?? (isFull(path) ? reasons.ENOSPC : undefined) ?? why);
}

/** Databases tell a full disk in words of their own, or not at all. */
const SCARCE_BYTES = 262_144;

function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize < SCARCE_BYTES;
  } catch {
    return false;
  }
}
