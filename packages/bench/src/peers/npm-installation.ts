import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Peers are pinned here and not in the workspace: they are large, and only this benchmark runs them. Git ignores the folder. */
export const installations = join(import.meta.dirname, '../../dist/peers');

/** The folder in whose `node_modules` the packages are. @throws Error when npm can't install them */
export async function installWithNpm(
  peer: string,
  dependencies: Readonly<Record<string, string>>,
  progress: (line: string) => void,
): Promise<string> {
  const folder = join(installations, peer);
  if (isInstalled(folder, dependencies)) return folder;
  progress(`installing ${peer} with npm, once`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  try {
    // Install scripts of peers report to their makers, or fetch what their packages bring already.
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], {
      cwd: folder,
    });
  } catch (error) {
    throw new Error(`${peer} is not installable here; npm said why`, { cause: error });
  }
  return folder;
}

function isInstalled(folder: string, dependencies: Readonly<Record<string, string>>): boolean {
  return Object.entries(dependencies).every(([name, version]) => {
    try {
      const manifest = JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'));
      return (manifest as { version?: unknown }).version === version;
    } catch {
      return false;
    }
  });
}
