import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from './command.ts';
import { publishedPackages, readManifest, workspace } from './published-packages.ts';

/** A copy of what versions and changelogs are made of: manifests, settings, workflows. Nothing of the repository is changed. */
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'callback-relay-release-'));
  const files = execFileSync('git', ['ls-files'], { cwd: workspace, encoding: 'utf8' }).trimEnd().split('\n');
  const needed =
    /(^|\/)package\.json$|^pnpm-(workspace|lock)\.yaml$|^\.changeset\/|^\.github\/workflows\/|CHANGELOG\.md$/;
  for (const file of files.filter((name) => needed.test(name) && existsSync(join(workspace, name)))) {
    cpSync(join(workspace, file), join(copy, file), { recursive: true });
  }
  symlinkSync(join(workspace, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const changeset = (...args: string[]) => run(copy, join(workspace, 'node_modules/.bin/changeset'), ...args);

it('the workflow calls commands that the repository has', () => {
  const workflow = readFileSync(join(copy, '.github/workflows/release.yml'), 'utf8');
  const called = [...workflow.matchAll(/pnpm@[\d.]+ (\S+)/g)].map(([, script = '']) => script);
  const { scripts = {} } = readManifest(join(copy, 'package.json'));
  expect(called.length).toBeGreaterThan(0);
  expect(called.filter((script) => !(script in scripts))).toEqual([]);
});

it('a change that is described raises the version, and is in the changelog of its package and of what stands on it', async () => {
  const change =
    "---\n'@callback-relay/contract': minor\n---\n\nPayloads may be described in two languages.\n";
  writeFileSync(join(copy, '.changeset/two-languages.md'), change);
  await changeset('version');
  const folderOf = (name: string) => {
    const found = publishedPackages.find(({ manifest }) => manifest.name === name);
    return join(copy, relative(workspace, found?.folder ?? ''));
  };
  const contract = folderOf('@callback-relay/contract');
  const { version } = readManifest(join(contract, 'package.json'));
  expect(version).not.toBe(readManifest(join(workspace, 'packages/contract/package.json')).version);
  const changelog = readFileSync(join(contract, 'CHANGELOG.md'), 'utf8');
  expect(changelog).toContain(`## ${version}`);
  expect(changelog).toContain('Payloads may be described in two languages.');
  expect(readFileSync(join(folderOf('@callback-relay/worker'), 'CHANGELOG.md'), 'utf8')).toContain(
    `@callback-relay/contract@${version}`,
  );
  expect(existsSync(join(copy, '.changeset/two-languages.md'))).toBe(false);
});

it('every package that is published can be packed under its version, without a registry', async () => {
  for (const { folder, manifest } of publishedPackages) {
    const cwd = join(copy, relative(workspace, folder));
    const packed = JSON.parse(
      await run(cwd, 'npm', 'pack', '--dry-run', '--ignore-scripts', '--json'),
    ) as unknown;
    const [each] = Array.isArray(packed) ? packed : Object.values(packed as object);
    expect(each).toMatchObject({ name: manifest.name });
  }
});
