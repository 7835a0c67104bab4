import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const workspace = join(import.meta.dirname, '../../..');

/** A package.json, as far as it is looked at. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface PublishedPackage {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Every package of the workspace that is not private. */
export const publishedPackages: readonly PublishedPackage[] = [
  ...readdirSync(join(workspace, 'packages')).map((name) => join(workspace, 'packages', name)),
  join(workspace, 'infra'),
]
  .filter((folder) => existsSync(join(folder, 'package.json')))
  .map((folder) => ({ folder, manifest: readManifest(join(folder, 'package.json')) }))
  .filter(({ manifest }) => manifest.private !== true);

export function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

/** Doors that are CommonJS too: what the constructs load, and what tests import. */
export const commonJsDoors: Readonly<Record<string, readonly string[]>> = {
  '@callback-relay/contract': ['.', './runtime', './documents', './names'],
  '@callback-relay/callbacks-table': ['./names'],
  '@callback-relay/requester': ['./environment'],
  '@callback-relay/relay': ['./environment'],
  '@callback-relay/worker': ['.', './environment', './powertools-idempotency'],
  '@callback-relay/infra': ['.'],
  '@callback-relay/local': ['.', './tables'],
  '@callback-relay/testing': ['.'],
};
