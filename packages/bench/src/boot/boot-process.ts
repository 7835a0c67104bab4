// One boot in a process of its own: prints how long each part of it took, in milliseconds.
import { enableCompileCache } from 'node:module';

const entered = performance.now();
// A folder is named where it is to be as in a command that `pnpm` has started before.
if (process.argv[3] !== undefined) enableCompileCache(process.argv[3]);
const { startLocal } = await import('@callback-relay/local');
const imported = performance.now();
const local = await startLocal({ app: process.argv[2] ?? '' });
const ready = performance.now();
process.stdout.write(JSON.stringify({ node: entered, import: imported - entered, start: ready - imported }));
await local.stop();
