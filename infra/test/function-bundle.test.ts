import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { expect, it, onTestFinished } from 'vitest';
import { bundledCode } from '../lib/function/function-bundle.ts';

it('a function that does not bundle fails the synthesis, which says where', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infra-bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const entry = join(folder, 'worker.lambda.ts');
  writeFileSync(entry, 'export const handler = async ( => 1;\n');
  const stack = new Stack(new App({ outdir: join(folder, 'cdk.out') }), 'Team');
  const define = () =>
    new LambdaFunction(stack, 'Worker', {
      code: bundledCode(stack, { entry, eventStreams: true }),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
    });
  expect(define).toThrow(/Team\/Worker[\s\S]*worker\.lambda\.ts:1:31: ERROR: Unexpected "=>"/);
});
