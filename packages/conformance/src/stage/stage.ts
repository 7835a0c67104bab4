import type { Payloads } from '../payloads.ts';
import type { Timeouts } from '../timeouts.ts';
import type { EventRecord } from './event-record.ts';
import type { PublishingFault } from './publishing-fault.ts';
import type { TestQueue } from './test-queue.ts';
import type { WorkerProcess } from './worker-process.ts';

/** What a case has to play with: a worker at work, its queues, and everything that it publishes. */
export interface Stage {
  readonly payloads: Payloads;
  readonly timeouts: Timeouts;
  /** ARN of the bus, as requests name it. */
  readonly eventBus: string;
  /** ARN of another bus, which requests may name as well. */
  readonly otherEventBus: string;
  readonly requests: TestQueue;
  readonly deadLetters: TestQueue;
  readonly cancellations: TestQueue;
  readonly events: EventRecord;
  readonly fault: PublishingFault;
  readonly worker: WorkerProcess;
  /** X-Amz-Target of every call that the worker made. */
  readonly targets: ReadonlySet<string>;
}
