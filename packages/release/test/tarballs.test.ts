import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData, type Package } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { describe, expect, inject, it } from 'vitest';
import { commonJsDoors, type Manifest, publishedPackages, workspace } from './published-packages.ts';

const tarballs = inject('tarballs');

it('packs what teams install, and all that it stands on', () => {
  const names = [
    'conformance',
    'contract',
    'dev',
    'infra',
    'local',
    'operator',
    'relay',
    'requester',
    'worker',
  ];
  const packed = Object.keys(tarballs);
  expect(packed).toEqual(expect.arrayContaining(names.map((name) => `@callback-relay/${name}`)));
  for (const { manifest } of publishedPackages) {
    const ours = Object.keys(manifest.dependencies ?? {}).filter((name) =>
      name.startsWith('@callback-relay/'),
    );
    expect(packed, manifest.name).toEqual(expect.arrayContaining(ours));
  }
});

describe.each(publishedPackages)('$manifest.name', ({ manifest: { name, exports: workspaceDoors = {} } }) => {
  const tarball = readFileSync(tarballs[name] ?? '');
  const packed = createPackageFromTarballData(tarball);
  const files = filesOf(packed);
  const manifest = JSON.parse(packed.readFile(pathIn(packed, 'package.json'))) as Manifest;

  it('has nothing that publint warns of', async () => {
    const { messages, pkg } = await publint({ pack: { tarball: new Uint8Array(tarball).buffer } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  const asCommonJs = (door: string) => commonJsDoors[name]?.includes(door) === true;

  it('has types that hold for an import as ESM, and for a require of what is CommonJS too', async () => {
    const result = await checkPackage(packed);
    const none = Object.keys(workspaceDoors).length === 0 ? [] : ['no types'];
    const problems = 'problems' in result ? result.problems : none;
    // A package of commands has no doors. Of the other ways: `require` is not offered at every door, and node10 reads no exports.
    const meant = problems.filter(
      (problem) =>
        doorOf(problem) in (manifest.exports ?? {}) &&
        !/node10/.test(resolutionOf(problem)) &&
        (!/node16-cjs/.test(resolutionOf(problem)) || asCommonJs(doorOf(problem))),
    );
    expect(meant).toEqual([]);
  });

  it('has every door of the workspace, with types, but for those that only tests and this repository use', () => {
    const published = Object.entries(workspaceDoors)
      .map(([door, source]): [string, string] => [door, String(source)])
      .filter(
        ([door, source]) => !/^\.\/test\/|behaviour/.test(source) && !/^\.\/(unchecked-)?app$/.test(door),
      );
    const expected = published.map(([door, source]) => [door, builtDoor(source, asCommonJs(door))]);
    expect(manifest.exports ?? {}).toEqual(Object.fromEntries(expected));
  });

  it('has its README and licence, what is built, and no tests', () => {
    expect(files).toEqual(expect.arrayContaining(['package.json', 'README.md', 'LICENSE']));
    const known =
      /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|dist\/.+\.(js|d\.ts)|dist\/cjs\/package\.json|dist\/page\/page\.css|schema\/.+\.json|docs\/.+|templates\/.+)$/;
    // A template's tests are those of the projects that are made of it.
    const ofOurs = /^(?!templates\/).*\.(test|behaviour|cases)\./;
    expect(files.filter((file) => !known.test(file) || ofOurs.test(file))).toEqual([]);
  });

  it('says where it comes from, which provenance is checked against', () => {
    const { repository, homepage, bugs } = JSON.parse(packed.readFile(pathIn(packed, 'package.json')));
    expect(repository.url).toMatch(/^git\+https:\/\/.*\.git$/);
    expect(existsSync(join(workspace, repository.directory, 'package.json'))).toBe(true);
    expect(homepage).toContain(repository.directory);
    expect(bugs).toMatch(/\/issues$/);
  });

  it('asks for versions that a registry knows', () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies });
    expect(ranges.filter(([, range]) => !/^\^?\d+\.\d+\.\d+$/.test(range))).toEqual([]);
  });

  it('imports nothing that it does not ask for', () => {
    const asked = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const known = new Set([
      ...asked,
      ...builtinModules,
      ...builtinModules.map((module) => `node:${module}`),
      'node:sqlite',
    ]);
    const modules = files.filter((file) => /\.(js|d\.ts)$/.test(file));
    const imported = modules.flatMap((file) => importsOf(packed.readFile(pathIn(packed, file))));
    expect([...new Set(imported)].filter((module) => !known.has(module))).toEqual([]);
  });
});

const pathIn = ({ packageName }: Package, file: string) => `/node_modules/${packageName}/${file}`;

function filesOf(packed: Package): string[] {
  return packed.listFiles().map((file) => file.slice(pathIn(packed, '').length));
}

function resolutionOf(problem: unknown): string {
  const { resolutionKind, resolutionOption } = problem as Record<string, string | undefined>;
  return resolutionKind ?? resolutionOption ?? '';
}

function doorOf(problem: unknown): string {
  return (problem as { readonly entrypoint?: string }).entrypoint ?? '';
}

/** Where a door of the workspace leads once it is built. */
function builtDoor(source: string, asCommonJs: boolean): unknown {
  const built = /^\.\/(?:src|lib)\/(.+)\.ts$/.exec(source);
  if (built === null) return source;
  const door = (folder: string) => ({
    types: `${folder}/${built[1]}.d.ts`,
    default: `${folder}/${built[1]}.js`,
  });
  return asCommonJs ? { import: door('./dist'), require: door('./dist/cjs') } : door('./dist');
}

/** The packages, not the paths, that a module imports. */
function importsOf(code: string): string[] {
  const statements = code.matchAll(
    /^(?:import|export) (?:[\w$*{},\s]+ from )?['"]([^'"]+)['"]|\bimport\(['"]([^'"]+)['"]\)/gm,
  );
  return [...statements]
    .map(([, from, dynamic]) => from ?? dynamic ?? '')
    .filter((module) => !module.startsWith('.'))
    .map((module) =>
      module
        .split('/')
        .slice(0, module.startsWith('@') ? 2 : 1)
        .join('/'),
    );
}
