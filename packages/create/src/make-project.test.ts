import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choices, type Language, type Team } from './choices.ts';
import { makeProject } from './make-project.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'create-callback-relay-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const teams = Object.keys(choices.team) as Team[];
const languages = Object.keys(choices.language) as Language[];

describe.each(teams)('a project of the team %s', (team) => {
  it.each(languages)('has every file that its files import, with a worker in %s', (language) => {
    const folder = join(parent, 'shop');
    const files = makeProject({ folder, team, language, deploy: 'cdk' });
    for (const file of files.filter((path) => path.endsWith('.ts'))) {
      const text = readFileSync(join(folder, file), 'utf8');
      for (const [, imported = ''] of text.matchAll(/from '(\.{1,2}\/[^']+)'/g)) {
        expect(existsSync(join(folder, file, '..', imported)), `${file} imports ${imported}`).toBe(true);
      }
      expect(text).not.toMatch(/[A-Z]+_FOLDER|PROJECT_NAME/);
    }
  });
});

it('deploys the own stack alone, and keeps the other teams for the tests', () => {
  const folder = join(parent, 'shop');
  const files = makeProject({ folder, team: 'worker', language: 'typescript', deploy: 'cdk' });
  expect(files).toContain('lib/payments-stack.ts');
  expect(files).toContain('test/stand-ins/orders-stack.ts');
  expect(readFileSync(join(folder, 'app.ts'), 'utf8')).not.toContain('Orders');
});

it('is called after its folder, in letters that npm takes', () => {
  const folder = join(parent, 'My Shop!');
  makeProject({ folder, team: 'all', language: 'typescript', deploy: 'cdk' });
  expect(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name).toBe('my-shop');
});

it('fills an empty folder, also one that git knows', () => {
  mkdirSync(join(parent, '.git'));
  expect(makeProject({ folder: parent, team: 'all', language: 'typescript', deploy: 'cdk' })).toContain(
    'app.ts',
  );
});

it('writes nothing into a folder that is not empty', () => {
  writeFileSync(join(parent, 'app.ts'), 'mine');
  const make = () => makeProject({ folder: parent, team: 'all', language: 'typescript', deploy: 'cdk' });
  expect(make).toThrow('is not empty (app.ts); name a new one');
  expect(readdirSync(parent)).toEqual(['app.ts']);
  expect(readFileSync(join(parent, 'app.ts'), 'utf8')).toBe('mine');
});

it('refuses a file in the place of the folder', () => {
  const file = join(parent, 'shop');
  writeFileSync(file, '');
  expect(() => makeProject({ folder: file, team: 'all', language: 'typescript', deploy: 'cdk' })).toThrow(
    'cannot be used as a folder',
  );
});

it('with SAM has a template in place of an app of the CDK', () => {
  const folder = join(parent, 'shop');
  const files = makeProject({ folder, team: 'worker', language: 'python', deploy: 'sam' });
  expect(files).toContain('template.yaml');
  expect(files).not.toContain('app.ts');
  const { scripts } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(scripts).toMatchObject({ build: 'sam build', deploy: 'sam deploy --guided', test: 'vitest run' });
});
