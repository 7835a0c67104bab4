import { buildSync } from 'esbuild';

/** With the settings of the project's own functions (`infra/lib/function-bundle.ts`), but nothing replaced. */
export function leanBundle(entry: string, outfile: string): void {
  build(entry, outfile, true);
}

/** As `NodejsFunction` of the CDK does it where nothing is asked for: bundled, not minified. */
export function defaultBundle(entry: string, outfile: string): void {
  build(entry, outfile, false);
}

function build(entry: string, outfile: string, minify: boolean): void {
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'error',
  });
}
