import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * The first of these commands that is a Python 3 of at least this minor version. That one is there does not mean that it starts:
 * pyenv has a command for each version, and lets only those run that are switched on, so its own folders are asked too.
 * @throws Error with what was asked, where none is
 */
export async function findPython(
  leastMinor: number,
  commands: readonly string[] = usualCommands(leastMinor),
): Promise<string> {
  for (const command of commands) if ((await minorOf(command)) >= leastMinor) return command;
  throw new Error(
    `it needs Python 3.${leastMinor} or later, and none of these is one: ${commands.join(', ')}`,
  );
}

/** Newer ones last: packages with compiled code come late to a new Python. */
const MINORS = [12, 13, 14];

function usualCommands(leastMinor: number): string[] {
  const names = MINORS.filter((minor) => minor >= leastMinor).map((minor) => `python3.${minor}`);
  const versions = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const ofPyenv = existsSync(versions) ? readdirSync(versions).sort() : [];
  return ['python3', ...names, ...ofPyenv.map((version) => join(versions, version, 'bin/python3'))];
}

/** -1 where the command is not there, does not start, or is not Python 3. */
async function minorOf(command: string): Promise<number> {
  try {
    const { stdout } = await run(command, ['-c', 'import sys; print(*sys.version_info[:2])']);
    const [, minor = '-1'] = /^3 (\d+)/.exec(stdout) ?? [];
    return Number(minor);
  } catch {
    return -1;
  }
}
