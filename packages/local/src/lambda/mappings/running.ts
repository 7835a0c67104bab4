import type { Mapping } from './mapping.ts';
import type { Poller } from './poller.ts';

/** A mapping, and what polls for it while it is enabled. */
export interface Running {
  mapping: Mapping;
  poller?: Poller;
  /** Of a stream's: resolves when the latest poller has let go of its batch. */
  letGo?: Promise<void>;
  /** In Lambda's words, as `OK`. */
  lastResult: string;
}
