import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './command.ts';
import { registryFault } from './team-folder.ts';

/** What a team adds to the app that `cdk init` wrote. */
const additions = join(import.meta.dirname, '../cdk-init-app');

export interface InitAppOptions {
  readonly module: 'commonjs' | 'esm';
  /** The release of aws-cdk-lib that the team is on. */
  readonly cdkLibrary: string;
  /** Further packages, as npm takes them. */
  readonly packages?: readonly string[];
}

/** An app as `cdk init app --language typescript` writes it, with RelayStack, a requester, a task and a worker added. */
export interface InitApp {
  readonly path: string;
  /** Why nothing could be installed: the registry can't be reached. */
  readonly unreachable?: string;
  /** Runs a command of the app's own packages. */
  run(command: string, ...args: string[]): Promise<string>;
  remove(): void;
}

export async function openInitApp(
  tarballs: Readonly<Record<string, string>>,
  { module, cdkLibrary, packages = [] }: InitAppOptions,
): Promise<InitApp> {
  const home = mkdtempSync(join(tmpdir(), 'callback-relay-init-'));
  const path = join(home, 'shop');
  mkdirSync(path);
  const remove = () => rmSync(home, { recursive: true, force: true });
  const ours = (command: string, ...args: string[]) =>
    run(path, process.execPath, ...nodeOptions(module, command), binOf(path, command), ...args);
  try {
    const unreachable = await registryFault(path);
    if (unreachable !== undefined) return { path, run: ours, remove, unreachable };
    await run(path, process.execPath, cdk, 'init', 'app', '--language', 'typescript', '--generate-only');
    cpSync(additions, path, { recursive: true });
    addRelay(join(path, 'bin/shop.ts'));
    if (module === 'esm') toEsm(path);
    const libraries = [
      'contract',
      'callbacks-table',
      'requester',
      'relay',
      'worker',
      'infra',
      'local',
      'testing',
    ];
    await run(
      path,
      'npm',
      ...[
        'install',
        '--no-audit',
        '--no-fund',
        '--prefer-offline',
        'zod',
        `aws-cdk-lib@${cdkLibrary}`,
        ...packages,
      ],
      ...libraries.map((name) => tarballs[`@callback-relay/${name}`] ?? ''),
    );
    withoutNewerHelpers(path);
    return { path, run: ours, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

const cdk = join(dirname(createRequire(import.meta.filename).resolve('aws-cdk/package.json')), 'bin/cdk');

function binOf(path: string, command: string): string {
  return join(path, 'node_modules', command);
}

/** Jest runs ES modules behind a flag of Node's. */
function nodeOptions(module: InitAppOptions['module'], command: string): string[] {
  return module === 'esm' && command.startsWith('jest') ? ['--experimental-vm-modules'] : [];
}

/** The command line's template is of its own library; an older one does not have the set-up of Jest that it names. */
function withoutNewerHelpers(path: string): void {
  if (existsSync(join(path, 'node_modules/aws-cdk-lib/testhelpers/jest-autoclean.js'))) return;
  const file = join(path, 'jest.config.js');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\s*setupFilesAfterEnv:.*\n/m, ''));
}

function addRelay(file: string): void {
  const source = readFileSync(file, 'utf8')
    .replace(
      'import { ShopStack }',
      "import { RelayStack } from '@callback-relay/infra';\nimport { ShopStack }",
    )
    .replace('new cdk.App();\n', "new cdk.App();\nnew RelayStack(app, 'RelayStack', { stage: 'dev' });\n");
  writeFileSync(file, source);
}

/** The same app as ES modules: files are imported by their whole names, and jest runs as ESM. */
function toEsm(path: string): void {
  for (const folder of ['bin', 'lib', 'test']) {
    for (const name of readdirSync(join(path, folder))) {
      const file = join(path, folder, name);
      writeFileSync(file, readFileSync(file, 'utf8').replaceAll(/'(\.\.?\/(?:lib\/)?[\w.-]+)'/g, "'$1.js'"));
    }
  }
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as object;
  writeFileSync(join(path, 'package.json'), JSON.stringify({ ...manifest, type: 'module' }, null, 2));
  const swc = { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } };
  const jest = {
    testEnvironment: 'node',
    roots: ['<rootDir>/test'],
    extensionsToTreatAsEsm: ['.ts'],
    moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
    transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  };
  writeFileSync(join(path, 'jest.config.js'), `export default ${JSON.stringify(jest, null, 2)};\n`);
}
