// Hands batches to a relay's bundle as Lambda's runtime does, one at a time, and says when asked what that took.
import { pathToFileURL } from 'node:url';
import type { QueueRecord } from '@callback-relay/relay';
import type { Spent } from './relay-instance.ts';

const INVOCATION_MS = 60_000;
// Nothing reads the relay's log here.
process.stdout.write = () => true;
process.stderr.write = () => true;

const { handler } = await import(pathToFileURL(process.argv[2] ?? '').href);

function spent(): Spent {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { peakMegabytes: (maxRSS * 1_024) / 1e6, cpuMs: (userCPUTime + systemCPUTime) / 1_000 };
}

process.on('message', async ({ records }: { records?: readonly QueueRecord[] }) => {
  const context = { getRemainingTimeInMillis: () => INVOCATION_MS };
  process.send?.(records === undefined ? spent() : await handler({ Records: records }, context));
});
