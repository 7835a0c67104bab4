import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startContender } from '../src/peers/contender.ts';
import { createContenders } from '../src/peers/contenders.ts';
import { findPython } from '../src/peers/find-python.ts';
import { startPeer } from '../src/peers/peer-process.ts';
import { checkVersion } from '../src/peers/peer-version.ts';
import { installWithPip } from '../src/peers/python-installation.ts';
import { within } from '../src/peers/within.ts';

const run = (code: string, isUp = async () => false, withinMs = 10_000) =>
  startPeer(process.execPath, ['-e', code], { isUp, withinMs });

describe('the server of a peer that does not start', () => {
  it('is given with its exit code and what it printed last', async () => {
    const start = run("console.error('no space left on device'); process.exitCode = 3");
    await expect(start).rejects.toMatchObject({
      message: expect.stringMatching(/node ended with 3$/),
      cause: { message: 'no space left on device' },
    });
  });

  it('is given with the signal that ended it', async () => {
    await expect(run("process.kill(process.pid, 'SIGKILL')")).rejects.toThrow(/node ended with SIGKILL$/);
  });

  it('is ended where it is not up in time', async () => {
    await expect(run('setInterval(() => {}, 1000)', undefined, 300)).rejects.toThrow(
      'was not up within 300 ms',
    );
  });

  it('is given where there is no such program', async () => {
    const start = startPeer('/tmp/there-is-no-such-program', [], {
      isUp: async () => false,
      withinMs: 10_000,
    });
    await expect(start).rejects.toThrow('spawn /tmp/there-is-no-such-program ENOENT');
  });
});

it('a peer of another version is refused with both versions and what to do', () => {
  expect(() => checkVersion('restate', '1.7.12', '1.8.0')).toThrow(/"1\.8\.0".*1\.7\.12: delete .*restate/);
  expect(() => checkVersion('restate', '1.7.12', undefined)).toThrow('undefined');
  expect(() => checkVersion('restate', '1.7.12', '1.7.12')).not.toThrow();
});

it('a peer that cannot be installed is refused with what its installer said', async () => {
  const install = installWithPip('none-such', ['a'], () => {}, 'there-is-no-python');
  await expect(install).rejects.toMatchObject({
    message: 'none-such is not installable here with there-is-no-python; Python or pip said why',
    cause: { message: expect.stringContaining('there-is-no-python ENOENT') },
  });
});

describe('the Python that a peer needs', () => {
  /** Test helper: a command that does what the shell line says. */
  function command(line: string): string {
    const folder = mkdtempSync(join(tmpdir(), 'bench-python-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'python');
    writeFileSync(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    return path;
  }
  const notSwitchedOn = () => command('echo "pyenv: python3.13: command not found" >&2; exit 127');

  it('is the first that starts and is new enough', async () => {
    const [old, fresh] = [command('echo 3 11'), command('echo 3 13')];
    const asked = ['there-is-no-python', notSwitchedOn(), old, fresh, command('echo 3 14')];
    expect(await findPython(12, asked)).toBe(fresh);
  });

  it('is named with all that was asked where there is none', async () => {
    const asked = [notSwitchedOn(), command('echo 2 7')];
    await expect(findPython(12, asked)).rejects.toThrow(
      `it needs Python 3.12 or later, and none of these is one: ${asked.join(', ')}`,
    );
  });
});

it('what takes too long is refused by its name', async () => {
  await expect(within(20, 'a callback', new Promise(() => {}))).rejects.toThrow(
    'a callback took longer than 20 ms',
  );
  await expect(within(10_000, 'a callback', Promise.resolve(1))).resolves.toBe(1);
});

describe('contenders', { timeout: 30_000 }, () => {
  /** Test helper: one whose process runs `code` at each round, and a list of what is said of it. */
  function contender(code: string) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-contender-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const script = join(folder, 'contender.mjs');
    writeFileSync(
      script,
      `let rounds = 0;
       process.on('message', () => { rounds += 1; ${code} });
       process.on('disconnect', () => process.exit());`,
    );
    const lines: string[] = [];
    const progress = (line: string) => void lines.push(line);
    const options = { name: 'it', dataDir: folder, assembly: '', progress };
    return { folder, lines, progress, started: startContender(options, script) };
  }

  it('answer round after round, until they are closed', async () => {
    const { folder, lines, progress, started } = contender(
      "process.send({ progress: 'on it' }); process.send({ perSecond: rounds })",
    );
    const contenders = createContenders({ progress });
    await contenders.add('it', folder, started);
    expect(await contenders.round('it', { count: 1, clients: 1 })).toBe(2);
    await contenders.close();
    expect(lines).toEqual(['on it', 'on it']);
  });

  it.each([
    [
      'crashes',
      "throw new Error('Channel has been shut down')",
      /its process ended with 1 \([\s\S]*Channel has been shut down/,
    ],
    ['is killed', "process.kill(process.pid, 'SIGKILL')", /its process ended with SIGKILL/],
    ['fails', "process.send({ error: 'connect ECONNREFUSED' })", /^skipped it: connect ECONNREFUSED$/],
  ])('one that %s midway is left out with its reason, and the others go on', async (_, code, reason) => {
    const { folder, lines, progress, started } = contender(
      `if (rounds > 1) { ${code} } else process.send({ perSecond: 1 })`,
    );
    const contenders = createContenders({ progress });
    await contenders.add('it', folder, started);
    await contenders.add('another', folder, { round: async () => 7, close: async () => {} });
    expect(await contenders.round('it', { count: 1, clients: 1 })).toBeUndefined();
    expect(lines).toEqual([expect.stringMatching(reason)]);
    expect(contenders.names()).toEqual(['another']);
    expect(await contenders.round('it', { count: 1, clients: 1 })).toBeUndefined();
    expect(await contenders.round('another', { count: 1, clients: 1 })).toBe(7);
  });

  it('one that writes nothing to disk takes part, and it is said', async () => {
    const { lines, progress, started } = contender('process.send({ perSecond: 1 })');
    const contenders = createContenders({ progress });
    await contenders.add('it', '/dev/null/none', started);
    await contenders.close();
    expect(lines).toEqual(['it writes nothing to disk: it answers from memory alone']);
  });
});
