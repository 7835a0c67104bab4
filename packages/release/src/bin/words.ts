import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { avoidedWords } from '../words/avoided-words.ts';
import { findWords } from '../words/find-words.ts';

const usage = `Usage: node packages/release/src/bin/words.ts [--json]

Finds words in code, tests and docs that the field has other words for, and says which. Exits with 1 where there is one.

  --json   print one JSON object a line: {"file", "line", "word", "instead"}
`;

const workspace = join(import.meta.dirname, '../../../..');

/** What is written by hand. */
const files = ['*.ts', '*.tsx', '*.mjs', '*.md', '*.py', '*.tla'];

function main(): number {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const found = listFiles().flatMap((file) =>
    findWords(readFileSync(join(workspace, file), 'utf8'), avoidedWords).map((each) => ({ file, ...each })),
  );
  for (const each of found)
    process.stdout.write(
      values.json
        ? `${JSON.stringify(each)}\n`
        : `${each.file}:${each.line}: "${each.word}"; say ${each.instead}\n`,
    );
  return found.length === 0 ? 0 : 1;
}

/** Paths of what git has, or would have after a commit. */
function listFiles(): readonly string[] {
  const { status, stdout, stderr } = spawnSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate', '--', ...files],
    { cwd: workspace, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`git ls-files failed in ${workspace}: ${stderr}`);
  return stdout.split('\0').filter((file) => file !== '');
}

process.exitCode = main();
