import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const main = (...args: string[]) => {
  const file = fileURLToPath(new URL('main.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('the command of the example', () => {
  it.each([
    ['payment-first', 'order-1234 SUCCEEDED'],
    ['no-payment', 'order-1234 FAILED: "States.Timeout"'],
  ])(
    'plays the story %s to its end',
    (story, ending) => {
      const { status, stdout } = main('--story', story);
      expect(stdout).toContain(ending);
      expect(status).toBe(0);
    },
    60_000,
  );

  it('refuses a story that there is none of, and names those that there are', () => {
    const { status, stderr } = main('--story', 'happy-end');
    expect(stderr).toContain('no story is called happy-end; there are payment-first,');
    expect(status).toBe(2);
  });
});
