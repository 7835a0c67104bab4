import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { JsonSchema } from '../publication/json-schema.ts';
import { publishedMessages } from '../publication/published-message.ts';
import { findingsSince, lastRelease, type Release } from '../publication/release.ts';
import { driftOf, generatedFolder, type SchemaFolder } from '../publication/schema-folder.ts';
import { currentVersion } from '../version.ts';

const usage = `Usage: pnpm --filter @callback-relay/contract schema [--check | --release]

Writes the published contract (JSON Schema, examples, AsyncAPI) from the zod schemas into packages/contract/schema.

  --check    write nothing; fail where the folder is not what the zod schemas say, and on each breaking change
             since the last release
  --release  also keep today's JSON Schemas as the release of version ${currentVersion}
`;

const folder = join(import.meta.dirname, '../../schema');
const releases = join(folder, 'released');

function main(): number {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean' },
      release: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  const generated = generatedFolder();
  const findings = findingsSinceLastRelease(generated);
  if (values.check) findings.push(...drift(generated));
  if (findings.length > 0) {
    process.stderr.write(findings.map((finding) => `contract: ${finding}\n`).join(''));
    if (values.check || values.release) return 1;
  }
  if (values.check) return 0;
  write(folder, generated);
  if (values.release) write(join(releases, currentVersion), new Map(schemasIn(generated)));
  return 0;
}

function findingsSinceLastRelease(generated: SchemaFolder): string[] {
  const version = lastRelease(releasedVersions(), currentVersion);
  if (version === undefined) return [];
  const released = { version, schemas: parsed(read(join(releases, version))) };
  const current = { version: currentVersion, schemas: parsed(schemasIn(generated)) };
  return [...findingsSince(released, current, publishedMessages)];
}

function drift(generated: SchemaFolder): string[] {
  const committed = [...read(folder)].filter(([path]) => !path.startsWith('released/'));
  return driftOf(new Map(committed), generated).map(
    (line) => `schema/${line}: run pnpm --filter @callback-relay/contract schema`,
  );
}

function releasedVersions(): readonly string[] {
  return [...new Set([...read(releases).keys()].map((path) => dirname(path)))];
}

/** The JSON Schemas of a folder: the files at its top, but for the AsyncAPI document. */
function schemasIn(files: SchemaFolder): SchemaFolder {
  return new Map([...files].filter(([path]) => !path.includes('/') && path !== 'asyncapi.json'));
}

function parsed(files: SchemaFolder): Release {
  return new Map(
    [...files].map(([path, text]) => [path.replace(/\.json$/, ''), JSON.parse(text) as JsonSchema]),
  );
}

function read(root: string): SchemaFolder {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        return [file.slice(root.length + 1).replaceAll('\\', '/'), readFileSync(file, 'utf8')];
      }),
  );
}

function write(root: string, files: SchemaFolder): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

process.exitCode = main();
