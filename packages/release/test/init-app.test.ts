import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { type InitApp, type InitAppOptions, openInitApp } from './init-app.ts';
import { publishedPackages } from './published-packages.ts';

/** Both ends of infra's range: the oldest that knows JSONata, and the newest that there is. */
const [oldest, newest] = ['2.178.0', '2.276.0'];

const apps: readonly (InitAppOptions & { readonly title: string })[] = [
  {
    title: `CommonJS, with aws-cdk-lib ${oldest}`,
    module: 'commonjs',
    cdkLibrary: oldest,
    packages: ['typescript-5.4@npm:typescript@5.4.5', 'ts-node@10'],
  },
  { title: `ES modules, with aws-cdk-lib ${newest}`, module: 'esm', cdkLibrary: newest },
];

it('the oldest aws-cdk-lib is the one that infra asks for', () => {
  const infra = publishedPackages.find(({ manifest }) => manifest.name === '@callback-relay/infra');
  expect(infra?.manifest.peerDependencies?.['aws-cdk-lib']).toBe(`^${oldest}`);
});

describe.each(apps)('what cdk init wrote, as $title', ({ module, ...options }) => {
  let app: InitApp;
  beforeAll(async () => {
    app = await openInitApp(inject('tarballs'), { module, ...options });
    return app.remove;
  });
  beforeEach(({ skip }) => {
    skip(app.unreachable !== undefined, `the npm registry can't be reached: ${app.unreachable}`);
  });

  it('type-checks', async () => {
    expect(await app.run('typescript/bin/tsc', '--noEmit')).toBe('');
  });

  it('synthesizes by tsx', async () => {
    // As the CDK's command line does: the app that `cdk init` writes synthesizes by itself where this is set.
    const outdir = join(app.path, 'cdk.out');
    vi.stubEnv('CDK_OUTDIR', outdir);
    await app.run('tsx/dist/cli.mjs', 'bin/shop.ts');
    vi.unstubAllEnvs();
    for (const stack of ['RelayStack', 'ShopStack']) {
      expect(existsSync(join(outdir, `${stack}.template.json`)), stack).toBe(true);
    }
  });

  it('passes its Jest tests, one of them on the local runtime', async () => {
    await app.run('jest/bin/jest.js', '--silent');
  });

  it.runIf(module === 'commonjs')('type-checks with TypeScript 5.4, and synthesizes by ts-node', async () => {
    const tsc = 'typescript-5.4/bin/tsc';
    expect(await app.run(tsc, '--noEmit')).toBe('');
    expect(await app.run(tsc, '--noEmit', '--module', 'commonjs', '--moduleResolution', 'node10')).toBe('');
    await app.run('ts-node/dist/bin.js', '--compiler', 'typescript-5.4', 'bin/shop.ts');
  });
});
