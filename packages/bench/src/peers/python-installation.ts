import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installations } from './npm-installation.ts';

const run = promisify(execFile);

/** The `bin` folder of a virtual environment that has the package. @throws Error where Python or the package can't be had */
export async function installWithPip(
  peer: string,
  requirement: string,
  progress: (line: string) => void,
): Promise<string> {
  const environment = join(installations, peer);
  const stamp = join(environment, requirement.replaceAll(/[^\w.=-]/g, '_'));
  const bin = join(environment, 'bin');
  if (existsSync(stamp)) return bin;
  progress(`installing ${requirement} with pip, once`);
  mkdirSync(environment, { recursive: true });
  try {
    await run('python3', ['-m', 'venv', environment]);
    await run(join(bin, 'pip'), ['install', '--quiet', '--disable-pip-version-check', requirement]);
  } catch (error) {
    throw new Error(`${peer} is not installable here; pip said why`, { cause: error });
  }
  writeFileSync(stamp, '');
  return bin;
}
