import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { requireRepeatable } from './repeatable.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A package with this test, inside this one so that it finds vitest. */
function packageWith(body: string): string {
  const parent = fileURLToPath(new URL('../.mutation/', import.meta.url));
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'repeatable-'));
  folders.push(folder);
  writeFileSync(join(folder, 'a.test.ts'), `import { expect, it } from 'vitest';\n${body}\n`);
  return folder;
}

describe('the tests of a package that is to be changed', { timeout: 60_000 }, () => {
  it('pass twice in one thread', async () => {
    await expect(requireRepeatable(packageWith("it('passes', () => {});"))).resolves.toBeUndefined();
  });

  it('are named where they fail as the code is', async () => {
    const folder = packageWith("it('fails', () => expect(1).toBe(2));");
    await expect(requireRepeatable(folder)).rejects.toThrow(/fail at the first run in one thread: fails/);
  });

  it('are named where they fail for what an earlier run has left in the thread', async () => {
    const folder = packageWith(
      "it('is alone', () => expect((globalThis.runs = (globalThis.runs ?? 0) + 1)).toBe(1));",
    );
    await expect(requireRepeatable(folder)).rejects.toThrow(/fail at the second run in one thread: is alone/);
  });
});
