import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Pinned here and not in the workspace: the server is 220 MB, under the Business Source License, and only this
 * benchmark runs it. It is installed when it is first asked for, into a folder that git ignores.
 */
const dependencies = { '@restatedev/restate-server': '1.7.12', '@restatedev/restate-sdk': '1.17.2' } as const;
export const peerVersion = dependencies['@restatedev/restate-server'];

const folder = join(import.meta.dirname, '../../dist/peer');

/** The folder in whose `node_modules` the peer is. @throws Error when npm can't install it */
export async function installPeer(progress: (line: string) => void): Promise<string> {
  if (isInstalled()) return folder;
  progress(`installing restate-server ${peerVersion} with npm, once (220 MB)`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  try {
    // Its only install script reports to its makers.
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'], {
      cwd: folder,
    });
  } catch (error) {
    throw new Error('restate-server is not installable here; npm said why', { cause: error });
  }
  return folder;
}

function isInstalled(): boolean {
  return Object.entries(dependencies).every(([name, version]) => {
    try {
      const manifest: unknown = JSON.parse(
        readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8'),
      );
      return (manifest as { version?: unknown }).version === version;
    } catch {
      return false;
    }
  });
}
