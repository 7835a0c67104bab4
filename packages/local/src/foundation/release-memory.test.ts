import { execFile } from 'node:child_process';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { releaseMemory } from './release-memory.ts';

test('what nothing holds any more is gone', async () => {
  const dropped = new WeakRef({ text: 'x'.repeat(1_000) });
  // In the turn in which a reference is made its object is kept.
  await nextTurn();
  await releaseMemory();
  expect(dropped.deref()).toBeUndefined();
});

test('a process that may not ask for it goes on', async () => {
  const module = new URL('./release-memory.ts', import.meta.url).href;
  const program = `import { releaseMemory } from '${module}'; await releaseMemory(); console.log('goes on');`;
  const permissions = ['--permission', '--allow-fs-read=*', '--disable-warning=ExperimentalWarning'];
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...permissions,
    ...['--input-type=module', '--eval', program],
  ]);
  expect(stdout).toBe('goes on\n');
});
