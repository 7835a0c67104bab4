import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pageOf } from './supported/page.ts';
import { supportedSections } from './supported/sections.ts';
import { readTests } from './supported/test-files.ts';

const usage = `Usage: pnpm supported [--check]

Writes packages/local/SUPPORTED.md: every operation, integration and resource type of the local runtime, each with its test.

  --check  write nothing; exit with 1 where the file is not what the descriptors say
`;

const folder = join(import.meta.dirname, '..');
const file = join(folder, 'SUPPORTED.md');

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const { text, untested } = pageOf(await supportedSections(), readTests(folder), read());
  for (const row of untested) process.stderr.write(`supported: no test names ${row}\n`);
  if (!values.check) writeFileSync(file, text);
  else if (read() !== text) {
    process.stderr.write(`supported: ${file} is not what the descriptors say; run pnpm supported\n`);
    return 1;
  }
  return untested.length === 0 ? 0 : 1;
}

function read(): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

process.exitCode = await main();
