import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, vi } from 'vitest';

// A process starts slowly on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const bin = fileURLToPath(new URL('mutate.ts', import.meta.url));
const mutate = (...given: string[]) => spawnSync(process.execPath, [bin, ...given], { encoding: 'utf8' });

it('says how it is used', () => {
  const { status, stdout } = mutate('--help');
  expect([status, stdout]).toEqual([0, expect.stringContaining('Usage: pnpm mutate')]);
});

it.each([
  [['--only', 'worker'], '--only is one of callbacks-table, requester, relay, and not "worker"'],
  [['--files', 'src/a.ts'], '--files needs --only PACKAGE'],
  [['--concurrency', 'many'], '--concurrency is a whole number above 0, and not "many"'],
  [['--jsonn'], "Unknown option '--jsonn'"],
])('refuses %j with 2, and says what is wrong', (given, defect) => {
  const { status, stdout, stderr } = mutate(...given);
  expect([status, stdout, stderr]).toEqual([2, '', expect.stringContaining(defect)]);
});
