// `pnpm synth`: writes the templates and the functions' bundles, and says how big each is.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundleSizes, resourcesOf } from '../app/bundle-report.ts';
import { synthesize } from '../app/synthesis.ts';

const usage = `Usage: pnpm synth [--stage STAGE] [--outdir FOLDER] [--json]

Synthesizes the app: CloudFormation templates and bundled functions. Needs no network and no AWS account.

  --stage STAGE     dev, staging or prod (default: dev)
  --outdir FOLDER   where to write; what is in it is removed (default: infra/cdk.out)
  --json            print one JSON object: {"outdir", "seconds", "templates", "bundles"}
`;

interface Report {
  readonly outdir: string;
  readonly seconds: number;
  readonly templates: readonly { stackName: string; file: string; resources: number }[];
  readonly bundles: ReturnType<typeof bundleSizes>;
}

function main(): number {
  const { values } = parseArgs({
    options: {
      stage: { type: 'string', default: 'dev' },
      outdir: { type: 'string', default: fileURLToPath(new URL('../cdk.out', import.meta.url)) },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  process.stderr.write(`synthesizing stage ${values.stage}\n`);
  const report = synthesized(values.stage, resolve(values.outdir));
  process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : textOf(report));
  return 0;
}

function synthesized(stage: string, outdir: string): Report {
  const begun = performance.now();
  clear(outdir);
  const synthesis = synthesize({ stage, outdir });
  return {
    outdir: relative(process.cwd(), outdir),
    seconds: Number(((performance.now() - begun) / 1000).toFixed(1)),
    templates: synthesis.templates.map(({ stackName, template }) => ({
      stackName,
      file: `${stackName}.template.json`,
      resources: Object.keys(resourcesOf(template)).length,
    })),
    bundles: bundleSizes(synthesis),
  };
}

/** Bundles of earlier runs would stay, because each has its hash in its name. */
function clear(outdir: string): void {
  if (!existsSync(outdir)) return;
  const names = readdirSync(outdir);
  const isAssembly = names.some((name) => /^(cdk\.out$|asset\.|bundling-temp-)/.test(name));
  if (names.length > 0 && !isAssembly) {
    throw new Error(`${outdir} holds something else than a cloud assembly: choose another --outdir`);
  }
  rmSync(outdir, { recursive: true });
}

function textOf({ outdir, seconds, templates, bundles }: Report): string {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`.padStart(8);
  return `${outdir}, in ${seconds} s

Templates
${templates.map(({ file, resources }) => `  ${file.padEnd(56)}${resources} resources\n`).join('')}
Bundles
${bundles.map((each) => `  ${each.functionName.padEnd(44)}${kilobytes(each.bytes)}, ${kilobytes(each.gzipBytes).trim()} compressed\n`).join('')}`;
}

try {
  process.exitCode = main();
} catch (error) {
  process.stderr.write(`synth: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
