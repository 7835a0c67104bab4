import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command.ts';

/** Programs from PyPI, at the versions that were tried. */
const packages = ['ministack==1.5.33', 'cfn-lint==1.58.0'];

export interface PythonTools {
  readonly ministack: string;
  readonly cfnLint: string;
}

/** The outside judges, installed into a virtual environment that git ignores; or why there are none. */
export async function pythonTools(root: string): Promise<PythonTools | { readonly missing: string }> {
  const folder = join(root, '.venv');
  const tools = { ministack: join(folder, 'bin', 'ministack'), cfnLint: join(folder, 'bin', 'cfn-lint') };
  if (existsSync(tools.ministack) && existsSync(tools.cfnLint)) return tools;
  const made = await run('python3', ['-m', 'venv', folder]);
  if (!made.ok) return { missing: `python3 with venv is not there (${firstLine(made.output)})` };
  const installed = await run(join(folder, 'bin', 'pip'), ['install', '--quiet', ...packages]);
  if (!installed.ok)
    return { missing: `${packages.join(' and ')} cannot be installed (${lastLine(installed.output)})` };
  return tools;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
