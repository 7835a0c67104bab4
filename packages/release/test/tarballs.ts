import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { run } from './command.ts';
import { publishedPackages, workspace } from './published-packages.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Paths of the packed tarballs, by package name. */
    readonly tarballs: Readonly<Record<string, string>>;
  }
}

/**
 * Builds and packs every published package, once for all tests; gives back what removes all that again.
 * The packages' own `prepack` does the same, one after the other, in four times the time.
 */
export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'callback-relay-tarballs-'));
  removeBuilds();
  const configurations = publishedPackages.map((each) => join(each.folder, 'tsconfig.build.json'));
  await run(workspace, 'pnpm', 'exec', 'tsc', '--build', ...configurations);
  for (const { folder: cwd, manifest } of publishedPackages) {
    // What a package's build does beside tsc: `rm -rf dist && tsc --build … && node …`.
    for (const command of (manifest.scripts?.build ?? '').split('&&').slice(2)) {
      const [, ...args] = command.trim().split(' ');
      await run(cwd, process.execPath, ...args);
    }
  }
  const filters = publishedPackages.map(({ manifest }) => `--filter=${manifest.name}`);
  await run(
    workspace,
    ...(['pnpm', '--recursive', ...filters, 'pack'] as const),
    ...['--config.ignore-scripts=true', '--pack-destination', folder],
  );
  project.provide(
    'tarballs',
    Object.fromEntries(
      publishedPackages.map(({ manifest: { name, version } }) => [
        name,
        join(folder, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`),
      ]),
    ),
  );
  return () => {
    removeBuilds();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** What an earlier build left may be of sources that are no more. */
function removeBuilds(): void {
  for (const { folder } of publishedPackages) rmSync(join(folder, 'dist'), { recursive: true, force: true });
}
