import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { run } from './command.ts';
import { workspace } from './published-packages.ts';
import { hasBoto3, installTarballs, registryFault } from './team-folder.ts';

/** Projects lie below one folder that has their dependencies, because npm would fetch the same ones for each. */
let parent: string;
let unreachable: string | undefined;
/** Seconds that npm took to install what the projects need. */
let installed = '';

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), 'callback-relay-created-'));
  unreachable = await registryFault(parent);
  if (unreachable !== undefined) return;
  const template = join(workspace, 'packages/create/templates/package.json');
  const begun = performance.now();
  await installTarballs(parent, template, inject('tarballs'));
  installed = ((performance.now() - begun) / 1000).toFixed(1);
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));
beforeEach(({ skip }) => {
  skip(unreachable !== undefined, `the npm registry can't be reached: ${unreachable}`);
});

const create = (...args: string[]) =>
  run(parent, join(parent, 'node_modules/.bin/create-callback-relay'), ...args);

describe.each([
  ['all', 'typescript', 'cdk'],
  ['requester', 'typescript', 'cdk'],
  ['worker', 'typescript', 'cdk'],
  ['relay', 'typescript', 'cdk'],
  ['worker', 'python', 'cdk'],
  ['worker', 'python', 'sam'],
] as const)(
  'npm create callback-relay, for the team %s with a worker in %s, by %s',
  (team, language, deploy) => {
    const folder = `${team}-${language}-${deploy}`;

    it('makes a project that compiles and passes its own tests on this machine', async ({ skip }) => {
      skip(language === 'python' && !(await hasBoto3()), 'there is no boto3 for python3 here');
      const begun = performance.now();
      const worker = team === 'worker' || team === 'all' ? ['--language', language] : [];
      const options = [...worker, '--deploy', deploy];
      expect(JSON.parse(await create(folder, '--team', team, ...options, '--json'))).toMatchObject({ team });
      const project = join(parent, folder);
      await run(project, join(parent, 'node_modules/.bin/tsc'));
      const printed = await run(project, 'npm', 'test');
      expect(stripVTControlCharacters(printed)).toMatch(/Tests {2}\d passed/);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      console.info(
        `${folder}: npm test green ${seconds} s after npm create, ${installed} s of installing before`,
      );
      expect(existsSync(join(project, '.test-assembly/Relay.template.json'))).toBe(true);
    });
  },
);

it.each([
  [['--team', 'platform'], 'there is no team "platform"; there is requester, worker, relay, all'],
  [['--language', 'cobol'], 'there is no language "cobol"; there is typescript, python'],
])('refuses %j, and makes nothing', async (args, words) => {
  await expect(create('refused', ...args)).rejects.toThrow(words);
  expect(existsSync(join(parent, 'refused'))).toBe(false);
});

it('refuses a folder that is not empty, and exits with 1', async () => {
  await expect(create('node_modules')).rejects.toThrow('the folder node_modules is not empty');
});
