import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { emitDeclarations } from '../public-surface/emit-declarations.ts';
import { type Door, surfaceReport } from '../public-surface/surface-report.ts';

const usage = `Usage: pnpm public-surface [--check] [--json]

Writes api.md into each published package: what it exports, with signatures. A change of it is a change for other teams,
and is reviewed as such.

  --check  write nothing; exit with 1 where a file is not what the code exports
  --json   print one JSON object a line: {"package", "file", "changed"}
`;

const workspace = join(import.meta.dirname, '../../../..');

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

function main(): number {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const declarations = mkdtempSync(join(tmpdir(), 'public-surface-'));
  try {
    emitDeclarations(workspace, declarations);
    const changed = publishedFolders().filter((folder) => {
      const manifest = manifestIn(folder);
      const text = surfaceReport(manifest.name, doorsOf(folder, manifest, declarations), readIfThere);
      const file = join(folder, 'api.md');
      const isChanged = readIfThere(file) !== text;
      if (values.json) print({ package: manifest.name, file: relative(workspace, file), changed: isChanged });
      else if (isChanged)
        process.stdout.write(
          `${relative(workspace, file)}${values.check ? ' is not what the code exports: run pnpm public-surface, and review the change' : ''}\n`,
        );
      if (isChanged && !values.check) writeFileSync(file, text);
      return isChanged;
    });
    return values.check && changed.length > 0 ? 1 : 0;
  } finally {
    rmSync(declarations, { recursive: true });
  }
}

function publishedFolders(): readonly string[] {
  const packages = join(workspace, 'packages');
  return [...readdirSync(packages).map((name) => join(packages, name)), join(workspace, 'infra')].filter(
    (folder) => {
      if (!existsSync(join(folder, 'package.json'))) return false;
      const { private: isPrivate, exports } = manifestIn(folder);
      return isPrivate !== true && exports !== undefined;
    },
  );
}

function doorsOf(folder: string, { name, exports = {} }: Manifest, declarations: string): readonly Door[] {
  return Object.entries(exports).flatMap(([door, target]) => {
    const source = sourceOf(target);
    if (source === undefined) return [];
    const file = join(declarations, relative(workspace, folder), source.replace(/\.ts$/, '.d.ts'));
    return [{ name: name + door.slice(1), file }];
  });
}

/** The source behind a door: its target, or the first of its conditions that is one. */
function sourceOf(target: unknown): string | undefined {
  if (typeof target === 'string') return target.endsWith('.ts') ? target : undefined;
  if (typeof target !== 'object' || target === null) return undefined;
  return Object.values(target).map(sourceOf).find(Boolean);
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

process.exitCode = main();
