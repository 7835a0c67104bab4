import { type FSWatcher, readdirSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

/** Saving a file in an editor makes several events, and a branch switch hundreds. */
const REST_MS = 150;

const leftOut = new Set(['node_modules', 'cdk.out', 'dist', 'test', '.git']);

/** Calls `changed` once what changes in the folders has come to rest; gives back what ends it. */
export function watchFolders(folders: readonly string[], changed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const note = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, REST_MS);
  };
  const watchers: FSWatcher[] = folders.map((folder) => watch(folder, { persistent: false }, note));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

const LOOK_EVERY_MS = 500;

/** Undefined where there is no such file. */
export function fileStamp(file: string): string | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  return status && `${status.ino} ${status.mtimeMs}`;
}

/**
 * Looks whether a file differs from its stamp: a folder that is removed and made again, as CDK does, can't be watched.
 * Gives back what ends it.
 */
export function watchFile(file: string, stamp: () => string | undefined, changed: () => void): () => void {
  const look = () => {
    const now = fileStamp(file);
    if (now !== undefined && now !== stamp()) changed();
  };
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  return () => clearInterval(timer);
}

/** The folders of the repository that functions are built from, each with all below it. */
export function sourceFolders(repository: string): string[] {
  const roots = ['packages', 'examples', 'infra/app', 'infra/lib'].map((name) => join(repository, name));
  return roots
    .filter((root) => statSync(root, { throwIfNoEntry: false })?.isDirectory())
    .flatMap(withFolders);
}

function withFolders(folder: string): string[] {
  const inside = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && !leftOut.has(entry.name),
  );
  return [folder, ...inside.flatMap((entry) => withFolders(join(folder, entry.name)))];
}
