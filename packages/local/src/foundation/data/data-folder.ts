import { chmodSync, existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { errorCode, errorMessage } from '../error-message.ts';
import { DamageError } from './commit-mark.ts';
import { DataFolderError } from './data-folder-error.ts';
import { openFileStore } from './file-store.ts';
import type { Store } from './store.ts';

export interface DataFolder {
  /** The port that the runtime had with this folder before; waiting work knows its queue URLs. */
  readonly port: number | undefined;
  keepPort(port: number): void;
  /** Everything that the runtime keeps. Closing it lets another process use the folder. */
  readonly store: Store;
}

/**
 * Raised when what the folder holds changes its format. Version 1 had a database for each service, version 2 four tables
 * whose rows had no checksum, version 3 indexes of what is found by its number now.
 */
const FORMAT_VERSION = 4;

const manifestSchema = z.object({
  formatVersion: z.number(),
  port: z.int().min(1).max(65_535).optional(),
  /** Who used the folder last. */
  process: z.number().optional(),
});

type Manifest = z.infer<typeof manifestSchema>;

/**
 * Opens or makes a folder, for this process alone.
 * @throws DataFolderError
 */
export function openDataFolder(directory: string): DataFolder {
  const file = join(directory, 'callback-relay-local.json');
  const manifest = guarded(directory, () => {
    makeFolder(directory);
    return readManifest(directory, file);
  });
  const store = openIn(directory, manifest);
  const keep = (next: Omit<Manifest, 'formatVersion' | 'process'>) =>
    guarded(directory, () => {
      const kept: Manifest = { formatVersion: FORMAT_VERSION, process: process.pid, ...next };
      writeFileSync(file, `${JSON.stringify(kept)}\n`, { mode: 0o600 });
      chmodSync(file, 0o600);
    });
  try {
    keep(manifest.port === undefined ? {} : { port: manifest.port });
  } catch (error) {
    store.close();
    throw error;
  }
  return { port: manifest.port, keepPort: (port) => keep({ port }), store };
}

/** Step by step, because `recursive` never ends where the system takes no folder, as below /proc. */
function makeFolder(directory: string): void {
  if (existsSync(directory)) return;
  const parent = dirname(directory);
  if (parent !== directory) makeFolder(parent);
  mkdirSync(directory, { mode: 0o700 });
}

function readManifest(directory: string, file: string): Manifest {
  if (!existsSync(file)) return { formatVersion: FORMAT_VERSION };
  const manifest = parseManifest(directory, readFileSync(file, 'utf8'));
  if (manifest.formatVersion === FORMAT_VERSION) return manifest;
  throw new DataFolderError(
    directory,
    `it was written in format ${manifest.formatVersion} by another version, and this one reads format ${FORMAT_VERSION}. ` +
      'Choose another folder; what waits in this one can be finished with the version that wrote it.',
  );
}

function parseManifest(directory: string, text: string): Manifest {
  try {
    const manifest = manifestSchema.safeParse(JSON.parse(text));
    if (manifest.success) return manifest.data;
  } catch {
    // Refused below.
  }
  throw new DataFolderError(directory, 'its callback-relay-local.json is damaged. Choose another folder.');
}

function openIn(directory: string, { process: last }: Manifest): Store {
  try {
    return openFileStore(join(directory, 'runtime.sqlite'));
  } catch (error) {
    const code = primaryCode(error);
    if (code === SQLITE.BUSY) {
      const user = last === undefined ? 'another process' : `the process ${last}`;
      throw new DataFolderError(directory, `${user} is using it. Stop that one, or choose another folder.`);
    }
    const isDamaged =
      error instanceof DamageError || code === SQLITE.CORRUPT || code === SQLITE.NOT_A_DATABASE;
    if (!isDamaged) throw asDataFolderError(directory, error);
    throw new DataFolderError(
      directory,
      `its runtime.sqlite is damaged (${errorMessage(error).replaceAll(/\s+/g, ' ')}). Nothing was started, because some of what waited would be lost without an error. ` +
        'Put a copy of the whole folder in its place, or choose another folder.',
    );
  }
}

/** https://www.sqlite.org/rescode.html */
const SQLITE = {
  BUSY: 5,
  READ_ONLY: 8,
  DISK_ERROR: 10,
  CORRUPT: 11,
  FULL: 13,
  CAN_NOT_OPEN: 14,
  NOT_A_DATABASE: 26,
};

function primaryCode(error: unknown): number {
  const isSqlite = error instanceof Error && 'errcode' in error && typeof error.errcode === 'number';
  return isSqlite ? Number(error.errcode) & 0xff : 0;
}

const FULL = 'the disk is full. Make room, or choose another folder.';
const NOT_WRITABLE = 'it may not be written to. Choose another folder, or change its permissions.';

const DISK_ERROR =
  'the disk does not take what is written (disk I/O error). Look at its room and at the limits of this process (ulimit -f), or choose another folder.';

const reasons: Readonly<Record<string, string>> = {
  EACCES: NOT_WRITABLE,
  EPERM: NOT_WRITABLE,
  EROFS: 'it lies on a read-only disk. Choose another folder.',
  ENOSPC: FULL,
  EFBIG: DISK_ERROR,
  ENOENT: 'there can be no folder. Choose another one.',
  ENOTDIR: 'it is not a folder.',
  EEXIST: 'it is not a folder.',
  [SQLITE.READ_ONLY]: NOT_WRITABLE,
  [SQLITE.FULL]: FULL,
  [SQLITE.CAN_NOT_OPEN]: NOT_WRITABLE,
};

/** Names the folder and the remedy where the machine only gives a code. */
export function guarded<Result>(directory: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw asDataFolderError(directory, error);
  }
}

function asDataFolderError(path: string, error: unknown): DataFolderError {
  if (error instanceof DataFolderError) return error;
  const isDiskError = primaryCode(error) === SQLITE.DISK_ERROR;
  const known =
    reasons[errorCode(error) ?? ''] ??
    reasons[primaryCode(error)] ??
    (isFull(path) ? FULL : isDiskError ? DISK_ERROR : undefined);
  return new DataFolderError(path, known ?? errorMessage(error));
}

/** Databases tell a full disk in words of their own, or not at all. */
const SCARCE_BYTES = 262_144;

function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(existsSync(path) ? path : dirname(path));
    return bavail * bsize < SCARCE_BYTES;
  } catch {
    return false;
  }
}
