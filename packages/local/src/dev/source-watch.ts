import { type FSWatcher, readdirSync, statSync, unwatchFile, watch, watchFile as watchStatus } from 'node:fs';
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

/** The same for one file, also where its folder is removed and made anew. */
export function watchFile(file: string, changed: () => void): () => void {
  const note = ({ size }: { size: number }) => {
    if (size > 0) changed();
  };
  watchStatus(file, { persistent: false, interval: 500 }, note);
  return () => unwatchFile(file, note);
}

/** The folders of the repository that functions are built from, each with all below it. */
export function sourceFolders(repository: string): string[] {
  const roots = ['packages', 'examples', 'infra/lib'].map((name) => join(repository, name));
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
