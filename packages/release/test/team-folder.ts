import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.ts';
import { type Manifest, readManifest } from './published-packages.ts';

export const teamApp = join(import.meta.dirname, '../team-app');

/** A folder of another team: outside the workspace, and installed by plain npm. */
export interface TeamFolder {
  readonly path: string;
  /** Why nothing could be installed: the registry can't be reached. */
  readonly unreachable?: string;
  remove(): void;
}

/** Copies the app of the team, and installs our packages from tarballs, all else from the registry. */
export async function openTeamFolder(tarballs: Readonly<Record<string, string>>): Promise<TeamFolder> {
  const path = mkdtempSync(join(tmpdir(), 'callback-relay-team-'));
  const remove = () => rmSync(path, { recursive: true, force: true });
  try {
    const unreachable = await registryFault(path);
    if (unreachable !== undefined) return { path, remove, unreachable };
    const isSource = (file: string) => !/node_modules|cdk\.out/.test(file.slice(teamApp.length));
    cpSync(teamApp, path, { recursive: true, filter: isSource });
    const manifest = readManifest(join(teamApp, 'package.json'));
    writeFileSync(join(path, 'package.json'), JSON.stringify(withoutOurs(manifest), null, 2));
    await run(
      path,
      'npm',
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      ...Object.values(tarballs),
    );
    return { path, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Asked before anything is installed, for then npm reports what it lacks, and not why. */
export async function registryFault(cwd: string): Promise<string | undefined> {
  try {
    await run(cwd, 'npm', 'view', 'constructs', 'version', '--fetch-retries=0', '--prefer-online');
    return undefined;
  } catch (error) {
    const [code] = noConnection.exec((error as Error).message) ?? [];
    if (code === undefined) throw error;
    return code;
  }
}

/** Node's codes of a connection that can't be made, or not trusted. */
const noConnection =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ENETUNREACH|ETIMEDOUT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+/;

/** Ours are not in the registry before they are released: they are named on npm's command line. */
function withoutOurs(
  manifest: Manifest & { readonly devDependencies?: Readonly<Record<string, string>> },
): object {
  const others = (dependencies: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(dependencies).filter(([name]) => !name.startsWith('@callback-relay/')));
  return {
    ...manifest,
    dependencies: others(manifest.dependencies),
    devDependencies: others(manifest.devDependencies),
  };
}
