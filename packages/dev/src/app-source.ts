import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from './options.ts';
import { fileStamp, sourceFolders, watchFile, watchFolders } from './source-watch.ts';
import { hasOwnApp, repository, synthesize } from './synthesis.ts';

/** What the state machine of this repository's own app takes. */
export const ownInput = '{"number": 12}';

/** Where the app comes from. */
export interface AppSource {
  /** Gives the folder of a synthesized app, a new one each time where it synthesizes; or the templates of one. */
  build(signal: AbortSignal): Promise<string | readonly string[]>;
  /** Calls `changed` when it is time to build again; gives back what ends it. */
  watch(changed: () => void): () => void;
  /** Leaves no folder behind. */
  close(): void;
}

/** A folder that another process synthesizes into. */
export function folderSource(folder: string): AppSource {
  const app = resolve(folder);
  const manifest = join(app, 'manifest.json');
  let stamp: string | undefined;
  return {
    async build() {
      stamp = fileStamp(manifest);
      return app;
    },
    watch: (changed) => watchFile(manifest, () => stamp, changed),
    close: () => {},
  };
}

/** Templates that are written by hand, or by another tool. */
export function templateSource(files: readonly string[]): AppSource {
  const templates = files.map((file) => resolve(file));
  const missing = templates.find((file) => !existsSync(file));
  if (missing !== undefined) throw new UsageError(`--template ${missing}: there is no such file`);
  const stamps = new Map<string, string | undefined>();
  return {
    async build() {
      for (const file of templates) stamps.set(file, fileStamp(file));
      return templates;
    },
    watch(changed) {
      const ends = templates.map((file) => watchFile(file, () => stamps.get(file), changed));
      return () => {
        for (const end of ends) end();
      };
    },
    close: () => {},
  };
}

/**
 * This repository's app, synthesized whenever its source changes. Each synthesis has a folder of its own, because what
 * still runs may load from the one before.
 * @throws Error where there is no such app
 */
export function repositorySource(): AppSource {
  if (!hasOwnApp())
    throw new Error('There is no app to synthesize here: name a synthesized one with --app DIR.');
  const folder = mkdtempSync(join(tmpdir(), 'callback-relay-dev-'));
  const close = () => rmSync(folder, { recursive: true, force: true });
  // Also where nothing is waited for any more.
  process.once('exit', close);
  let generation = 0;
  return {
    async build(signal) {
      generation += 1;
      const outdir = join(folder, String(generation));
      await synthesize(outdir, signal);
      return outdir;
    },
    watch: (changed) => watchFolders(sourceFolders(repository), changed),
    close,
  };
}
