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
    await installTarballs(path, join(teamApp, 'package.json'), tarballs);
    return { path, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Installs what the manifest asks for into the folder: ours from the tarballs, all else from the registry. */
export async function installTarballs(
  folder: string,
  manifest: string,
  tarballs: Readonly<Record<string, string>>,
): Promise<void> {
  writeFileSync(join(folder, 'package.json'), JSON.stringify(withoutOurs(readManifest(manifest)), null, 2));
  const quietly = ['--no-audit', '--no-fund', '--prefer-offline'];
  await run(folder, 'npm', 'install', ...quietly, ...Object.values(tarballs));
}

/** What a worker in Python needs on this machine; Lambda's runtime brings it. */
export async function hasBoto3(): Promise<boolean> {
  return run(tmpdir(), 'python3', '-c', 'import boto3').then(
    () => true,
    () => false,
  );
}

/** Asked before anything is installed, because then npm reports what it lacks, and not why. */
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
