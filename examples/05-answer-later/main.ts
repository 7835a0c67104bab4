import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { runWorker } from '@callback-relay/worker';
import {
  createActiveCallbacks,
  pollCancellations,
  sqsCancellationQueue,
  systemClock,
} from '@callback-relay/worker/ports';
import type { Approval } from './approval.ts';
import { approvalWorker } from './approval-worker.ts';
import { decisionsIn } from './decisions.ts';
import { formServer } from './form-server.ts';
import { seal } from './link.ts';

const { PORT = '8080', LINK_SECRET, DATA = '.approvals', CANCELLATION_QUEUE_URL } = process.env;

// Without a secret that stays the same, links end with the process.
const secret = LINK_SECRET || randomBytes(32).toString('base64url');
const ended = new Set<string>();
const waiting = createActiveCallbacks();
const stop = new AbortController();

const server = formServer({ secret, decisions: decisionsIn(DATA), ended, now: Date.now });
await new Promise<void>((resolve) => server.listen(Number(PORT), '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Where a mail or a chat message would be sent. */
async function ask(approval: Approval): Promise<void> {
  const { correlationId, question } = approval;
  waiting.watch(correlationId, () => ended.add(correlationId));
  console.log(JSON.stringify({ question, link: `${origin}/approvals/${seal(approval, secret)}` }));
}

const cancellations =
  CANCELLATION_QUEUE_URL &&
  pollCancellations(
    {
      queue: sqsCancellationQueue(CANCELLATION_QUEUE_URL),
      active: waiting,
      clock: systemClock,
      log: { info: () => {}, warn: console.warn, error: console.error },
    },
    stop.signal,
  );
await runWorker(approvalWorker(ask));
stop.abort();
await cancellations;
server.close();
server.closeAllConnections();
