// Test helper: the runtime in a process of its own, which tests kill. Arguments: the app's folder, the data folder.
import { parseArgs } from 'node:util';
import { startLocal } from '../src/index.ts';

const { values } = parseArgs({ options: { app: { type: 'string' }, data: { type: 'string' } } });
const print = (entry: object) => process.stdout.write(`${JSON.stringify(entry)}\n`);

try {
  const local = await startLocal({
    app: values.app ?? '',
    ...(values.data !== undefined && { dataDir: values.data }),
  });
  local.onLog((entry) => {
    if (entry.kind === 'history') print({ kind: 'history', type: entry.event.type });
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void local.stop());
  print({ kind: 'started', endpoint: local.endpoint });
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exit(1);
}
