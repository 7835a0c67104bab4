// `pnpm plain`: writes the templates that need nothing of the CDK, and the zipped bundles that they name.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { plainTemplates } from '../app/plain/plain-templates.ts';

const usage = `Usage: pnpm plain [--out FOLDER] [--json]

Writes CloudFormation templates of the relay and of a requester that need nothing of the CDK, and the zipped bundles that
they name: relay.template.json, relay.zip, requester.template.json, requester.zip. Upload the bundles to a bucket of your own, and
give it as the parameter CodeBucket. Needs no network and no AWS account.

  --out FOLDER  where to write; files of these names are written over (default: infra/plain)
  --json        print one JSON object a file: {"file", "bytes"}
`;

function main(): number {
  const { values } = parseArgs({
    options: {
      out: { type: 'string', default: fileURLToPath(new URL('../plain', import.meta.url)) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  for (const { file, bytes } of write(resolve(values.out))) {
    const path = relative(process.cwd(), file);
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ file: path, bytes })}\n`
        : `${path}, ${(bytes / 1000).toFixed(0)} kB\n`,
    );
  }
  return 0;
}

function write(folder: string): { readonly file: string; readonly bytes: number }[] {
  const assembly = mkdtempSync(join(tmpdir(), 'callback-relay-plain-'));
  try {
    const files = plainTemplates(assembly).flatMap(({ name, template, bundles }) => [
      { file: `${name}.template.json`, content: Buffer.from(`${JSON.stringify(template, null, 2)}\n`) },
      ...[...bundles].map(([file, bytes]) => ({ file, content: bytes })),
    ]);
    mkdirSync(folder, { recursive: true });
    return files.map(({ file, content }) => {
      writeFileSync(join(folder, file), content);
      return { file: join(folder, file), bytes: content.byteLength };
    });
  } finally {
    rmSync(assembly, { recursive: true, force: true });
  }
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`plain: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
