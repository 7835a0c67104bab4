// Writes the app to cdk.out, the Go worker built for this machine, so that `pnpm dev --app` runs it.
import { fileURLToPath } from 'node:url';
import { documentApp } from './app.ts';

const outdir = fileURLToPath(new URL('cdk.out', import.meta.url));
documentApp(outdir, { goTarget: 'this machine' }).synth();
process.stdout.write(`Written to ${outdir}. In another shell: pnpm dev --app ${outdir}\n`);
