import { type BuildOptions, buildSync } from 'esbuild';

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node24',
  legalComments: 'none',
  logLevel: 'error',
} as const satisfies BuildOptions;

/** Minified, as the project's own functions are, but with nothing of the SDK replaced. Writes an ES module. */
export function minifiedBundle(entry: string, outfile: string): void {
  buildSync({
    ...shared,
    entryPoints: [entry],
    outfile,
    minify: true,
    format: 'esm',
    mainFields: ['module', 'main'],
  });
}

/** As `NodejsFunction` of the CDK does it where nothing is asked for: not minified. Writes CommonJS. */
export function defaultBundle(entry: string, outfile: string): void {
  buildSync({ ...shared, entryPoints: [entry], outfile, format: 'cjs' });
}
