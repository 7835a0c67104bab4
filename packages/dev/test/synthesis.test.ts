import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { hasOwnApp, synthesize } from '../src/synthesis.ts';

test.skipIf(!hasOwnApp())(
  'a synthesis that fails is reported with its output',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dev-synthesis-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    writeFileSync(join(folder, 'notes.txt'), 'not an assembly');
    await expect(synthesize(folder, new AbortController().signal)).rejects.toThrow(
      /^The synthesis failed:\n[\s\S]*holds something else than a cloud assembly/,
    );
  },
  60_000,
);
