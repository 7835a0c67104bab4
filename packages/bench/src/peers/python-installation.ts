import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installations } from './npm-installation.ts';

const run = promisify(execFile);

/** The `bin` folder of a virtual environment that has the packages. @throws Error where Python or a package can't be had */
export async function installWithPip(
  peer: string,
  requirements: readonly string[],
  progress: (line: string) => void,
  python = 'python3',
): Promise<string> {
  const environment = join(installations, peer);
  const stamp = join(environment, requirements.join(' ').replaceAll(/[^\w.=-]/g, '_'));
  const bin = join(environment, 'bin');
  if (existsSync(stamp)) return bin;
  progress(`installing ${requirements[0]} with pip, once`);
  mkdirSync(environment, { recursive: true });
  try {
    await run(python, ['-m', 'venv', environment]);
    await run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', ...requirements]);
  } catch (error) {
    throw new Error(`${peer} is not installable here with ${python}; Python or pip said why`, {
      cause: error,
    });
  }
  writeFileSync(stamp, '');
  return bin;
}
