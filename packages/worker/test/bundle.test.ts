import { readdir, readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const forbidden = [
  '@aws-sdk/client-sfn',
  '@aws-sdk/client-dynamodb',
  '@aws-sdk/lib-dynamodb',
  '@aws-sdk/util-dynamodb',
];

/** The packages in the bundle of a worker's Lambda function. */
async function packagesIn(source: string): Promise<string[]> {
  const { metafile } = await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    // Left out of the bundle, but seen when something asks for them.
    external: forbidden,
  });
  const [output] = Object.values(metafile.outputs);
  const bundled = Object.keys(output?.inputs ?? {}).map(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path,
  );
  return [...new Set([...bundled, ...(output?.imports ?? []).map(({ path }) => path)])];
}

const worker = `
  import { z } from 'zod';
  import { defineWorker, lambdaWorker } from '../src/index.ts';
  export const handler = lambdaWorker(defineWorker({ name: 'w', payload: z.unknown(), handle: () => null }));
`;

describe("a worker's bundle", { timeout: 30_000 }, () => {
  it('has no client of Step Functions or DynamoDB, and nothing that only other hosts need', async () => {
    const packages = await packagesIn(worker);
    expect(packages).toContain('@aws-sdk/client-eventbridge');
    for (const name of [...forbidden, 'sqs-consumer']) expect(packages).not.toContain(name);
  });

  it('has none of them with Powertools idempotency either: the persistence layer is its team’s', async () => {
    const packages = await packagesIn(`
      import { powertoolsIdempotency } from '../src/idempotency/powertools-idempotency.ts';
      ${worker.replace('() => null', '() => null, idempotency: powertoolsIdempotency(globalThis.layer)')}
    `);
    expect(packages).toContain('@aws-lambda-powertools/idempotency');
    for (const name of forbidden) expect(packages).not.toContain(name);
  });

  it('depends on every package that it imports: the workspace has others within reach', async () => {
    const manifest = JSON.parse(
      await readFile(new URL('../package.json', import.meta.url), 'utf8'),
    ) as Record<'dependencies' | 'peerDependencies', Record<string, string>>;
    const declared = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const sources = await readdir(new URL('../src', import.meta.url), { recursive: true });
    for (const file of sources.filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))) {
      const text = await readFile(new URL(`../src/${file}`, import.meta.url), 'utf8');
      for (const [, name = ''] of text.matchAll(/from '((?:@[^/']+\/)?[^./'][^/']*)/g)) {
        if (!name.startsWith('node:')) expect(declared, file).toContain(name);
      }
    }
  });

  it('that has one would be noticed', async () => {
    const packages = await packagesIn(
      `export { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';`,
    );
    expect(packages).toContain('@aws-sdk/client-dynamodb');
  });
});
