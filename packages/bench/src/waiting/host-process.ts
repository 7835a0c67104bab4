// Hosts an app in a process of its own, and says when asked what the process takes while nothing happens.
import { setTimeout } from 'node:timers/promises';
import { startLocal } from '@callback-relay/local';
import type { Idle, Running } from './host.ts';

const local = await startLocal({ app: process.argv[2] ?? '' });

async function idle(milliseconds: number): Promise<Idle> {
  await local.idle();
  const cpu = process.cpuUsage();
  await setTimeout(milliseconds);
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuPercent: (user + system) / 10 / milliseconds,
    residentMegabytes: process.memoryUsage.rss() / 1e6,
  };
}

process.on('message', async (milliseconds: number) => process.send?.(await idle(milliseconds)));
process.once('disconnect', () => void local.stop());
const { clientConfig, resources } = local;
process.send?.({ clientConfig, resources } satisfies Running);
