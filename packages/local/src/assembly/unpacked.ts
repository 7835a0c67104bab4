import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { temporaryFolder } from '../foundation/temporary-folder.ts';

/** By the digest of the archive: who unpacks it again gets the same folder, and a function whose code stayed is not new. */
const folders = new Map<string, Promise<string>>();

/**
 * The folder of a function's code: `path` itself, or what is in it where it is a ZIP archive, in a folder that is gone with
 * the process.
 * @throws Error where a `.zip` is not an archive, or a name in it leads out of its folder
 */
export async function unpacked(path: string): Promise<string> {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return path;
  const archive = readFileSync(path);
  if (archive.length < SIGNATURE_BYTES || archive.readUInt32BE(0) !== SIGNATURE) return path;
  const digest = createHash('sha256').update(archive).digest('hex');
  const known = folders.get(digest);
  if (known !== undefined) return known;
  const folder = unpack(archive);
  folders.set(digest, folder);
  // What is wrong with it is said each time.
  folder.catch(() => folders.delete(digest));
  return folder;
}

async function unpack(archive: Uint8Array): Promise<string> {
  // CDK's assets are folders: only archives need what reads them.
  const { unzipSync } = await import('fflate');
  const files = Object.entries(unzipSync(archive));
  const folder = temporaryFolder();
  for (const [name, bytes] of files) write(folder, name, bytes);
  return folder;
}

/** `PK\\3\\4`, with which an archive begins. */
const SIGNATURE = 0x504b0304;
const SIGNATURE_BYTES = 4;

function write(folder: string, name: string, bytes: Uint8Array): void {
  if (name.endsWith('/')) return;
  const file = join(folder, name);
  if (relative(folder, file).startsWith('..'))
    throw new Error(`the archive has a file outside of itself: ${name}`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  // Archives that are made on Windows lack it, and Lambda asks for it of this one file.
  if (name === 'bootstrap') chmodSync(file, 0o755);
}
