import type { DeliveryReport } from '../events/dispatcher.ts';
import type { UnmatchedEvent } from '../events/unmatched.ts';
import type { ChaosFault } from '../foundation/chaos.ts';
import type { Call } from '../foundation/service-router.ts';
import type { FunctionLine } from '../lambda/functions/functions.ts';
import type { InvocationReport, InvocationStart } from '../lambda/functions/invoke.ts';
import type { ReportedEvent } from '../states/history/event.ts';
import type { WrittenItem } from '../tables/tables.ts';

/** What happens in the runtime, as it happens. */
export type LogEntry =
  /** A function printed a line. */
  | ({ readonly kind: 'line' } & FunctionLine)
  /** An invocation begins. */
  | ({ readonly kind: 'invoking' } & InvocationStart)
  /** An invocation ended. */
  | ({ readonly kind: 'invocation' } & InvocationReport)
  /** A service was called, from outside or by another one. */
  | ({ readonly kind: 'call' } & Call)
  /** An attempt to deliver an event to a target. */
  | ({ readonly kind: 'delivery' } & DeliveryReport)
  /** An event was published that no rule of its bus matches. */
  | ({ readonly kind: 'unmatched' } & UnmatchedEvent)
  /** An execution moved on. */
  | ({ readonly kind: 'history' } & ReportedEvent)
  /** A mapping handled a batch, or could not. */
  | {
      readonly kind: 'mapping';
      readonly functionName: string;
      readonly result: string;
      /** Of the invocation that had the batch. */
      readonly requestId?: string;
    }
  /** An item of a table was written or deleted: in the order in which that took effect, before its call is reported. */
  | ({ readonly kind: 'item' } & WrittenItem)
  /** A fault that the seed of `chaos` has drawn. */
  | ({ readonly kind: 'chaos' } & ChaosFault);

export interface Log {
  add(entry: LogEntry): void;
  on(listener: (entry: LogEntry) => void): () => void;
}

export function createLog(): Log {
  const listeners = new Set<(entry: LogEntry) => void>();
  return {
    add(entry) {
      for (const listener of listeners) listen(listener, entry);
    },
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What a listener throws is an uncaught exception, as of Node's diagnostics channels, and changes nothing of what it hears. */
function listen(listener: (entry: LogEntry) => void, entry: LogEntry): void {
  try {
    listener(entry);
  } catch (error) {
    process.nextTick(() => {
      throw error;
    });
  }
}
