import { lstatSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from './error-message.ts';

const made: string[] = [];

/**
 * A new folder that is gone with the process: at its end or, where it was killed, once another one makes such a folder. Only
 * this user may read it, and its name can't be guessed.
 */
export function temporaryFolder(): string {
  if (made.length === 0) {
    process.once('exit', () => made.forEach(remove));
    removeLeft();
  }
  const folder = mkdtempSync(join(tmpdir(), `local-code-${processIds()}-${process.pid}-`));
  made.push(folder);
  return folder;
}

/** What can't be looked at or removed holds nothing up: the system empties its temporary folder by itself. */
function removeLeft(): void {
  try {
    leftByOthers().forEach(remove);
  } catch {
    // It is tried again by the next process.
  }
}

/** The folders of processes that are gone: of this user, and among those whose IDs mean something here. */
function leftByOthers(): string[] {
  const name = new RegExp(`^local-code-${processIds()}-(\\d+)-\\w{6}$`);
  return readdirSync(tmpdir())
    .filter((entry) => {
      const [, pid] = name.exec(entry) ?? [];
      return pid !== undefined && !isRunning(Number(pid));
    })
    .map((entry) => join(tmpdir(), entry))
    .filter(isOwn);
}

/** Among which processes an ID means one: containers have their own, and may share their temporary folder. */
function processIds(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Any other reason is one of a process that is there.
    return errorCode(error) !== 'ESRCH';
  }
}

function isOwn(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && found.uid === process.getuid?.();
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // The others are removed all the same.
  }
}
