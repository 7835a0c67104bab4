// Test helper: starts the runtime in a process of its own and prints what it has loaded by then, a JSON array of paths: those of
// the package from `src/` on, those of others from their name on. Argument: the app's folder.
import { registerHooks } from 'node:module';

const loaded: string[] = [];
registerHooks({
  load(url, context, nextLoad) {
    const path = url.split('/node_modules/').at(-1)?.split('/packages/local/').at(-1);
    if (path !== undefined && !url.startsWith('node:')) loaded.push(path);
    return nextLoad(url, context);
  },
});
const { startLocal } = await import('../src/index.ts');
const local = await startLocal({ app: process.argv[2] ?? '' });
process.stdout.write(JSON.stringify(loaded));
await local.stop();
