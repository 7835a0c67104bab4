// One contender in a process of its own, started by contender.ts: `node contender-process.ts NAME DATA_DIR ASSEMBLY`.
import { reasonOf } from '../reason.ts';
import type { Callbacks } from './callbacks.ts';
import type { FromContender, Round } from './contender.ts';
import { many } from './many.ts';
import { peersToAsk } from './peers-to-ask.ts';
import { within } from './within.ts';

const CLOSE_WITHIN_MS = 15_000;

const [name = '', dataDir = '', assembly = ''] = process.argv.slice(2);
const say = (message: FromContender) => void process.send?.(message);

async function start(): Promise<Callbacks> {
  const peer = peersToAsk.find((each) => each.name === name);
  if (peer !== undefined) return peer.start(dataDir, (progress) => say({ progress }));
  const { ourCallbacks } = await import('./ours/our-callbacks.ts');
  return ourCallbacks(assembly, dataDir);
}

const callbacks = start();
// The first round says it.
callbacks.catch(() => {});

process.on('message', async ({ count, clients }: Round) => {
  try {
    say({ perSecond: await many(await callbacks, count, clients) });
  } catch (error) {
    say({ error: reasonOf(error) });
  }
});

// Asked to end, or left behind by a benchmark that was killed: the whole group ends, whatever the servers have started.
process.on('disconnect', async () => {
  const closing = callbacks.then((open) => open.close());
  await within(CLOSE_WITHIN_MS, 'the end', closing).catch(() => {});
  process.kill(-process.pid, 'SIGKILL');
});
