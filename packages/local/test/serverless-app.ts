import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Local, type LocalOptions, startLocal } from '../src/index.ts';
import type { Resources } from './app.ts';

/** Test helper: a template of SAM's, started with a clock that stands still. */
export async function startServerless(
  resources: Resources,
  more: object = {},
  options: Partial<LocalOptions> = {},
): Promise<Local> {
  const folder = mkdtempSync(join(tmpdir(), 'serverless-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'template.json');
  const template = { Transform: 'AWS::Serverless-2016-10-31', Resources: resources, ...more };
  writeFileSync(file, JSON.stringify(template));
  const local = await startLocal({ app: [file], clock: 'stopped', ...options });
  onTestFinished(local.stop);
  return local;
}

export const arnOf = (logicalId: string, attribute = 'Arn') => ({ 'Fn::GetAtt': [logicalId, attribute] });
