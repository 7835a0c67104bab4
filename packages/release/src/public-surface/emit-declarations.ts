import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Writes the declarations of the whole workspace to `folder`, as tsc makes them for the published packages.
 * @throws Error with what tsc said, where it could not.
 */
export function emitDeclarations(workspace: string, folder: string): void {
  for (const project of ['tsconfig.json', 'tsconfig.cdk.json']) {
    const done = spawnSync(
      join(workspace, 'node_modules/.bin/tsc'),
      [
        ...['--project', project, '--noEmit', 'false', '--declaration', '--emitDeclarationOnly'],
        ...['--outDir', folder, '--rootDir', '.'],
      ],
      { cwd: workspace, encoding: 'utf8' },
    );
    if (done.status !== 0) throw new Error(`tsc --project ${project}: ${done.stdout}${done.stderr}`);
  }
}
