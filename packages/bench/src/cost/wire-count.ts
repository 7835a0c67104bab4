import type { Local, LogEntry } from '@callback-relay/local';
import { names } from '../app/names.ts';

/** What was counted at the wire while some callbacks were made and answered. */
export interface WireCount {
  /** Calls of each function's own code, by function name. Its poller's receives and deletes are not its code's. */
  readonly calls: ReadonlyMap<string, number>;
  readonly transitions: number;
  readonly invocations: ReadonlyMap<string, number>;
  /** Requests to queues, of code, pollers and rules; receives that found nothing left out. */
  readonly sqsRequests: number;
  readonly events: number;
  readonly opens: number;
  readonly claims: number;
  readonly closes: number;
}

/** Hears a runtime until it is stopped. What the benchmark itself calls does not count. */
export function countWire(local: Local): { stop(): WireCount } {
  const calls = new Map<string, number>();
  const invocations = new Map<string, number>();
  const count = { transitions: 0, sqsRequests: 0, events: 0, opens: 0, claims: 0, closes: 0 };
  const stop = local.onLog((entry) => {
    if (entry.kind === 'history' && entry.event.type.endsWith('StateEntered')) count.transitions += 1;
    if (entry.kind === 'invocation') add(invocations, entry.functionName);
    if (entry.kind === 'call') noteCall(entry);
  });

  function noteCall({ service, operation, caller, input, output }: CallEntry): void {
    if (isClient(caller) || isEmpty(operation, output)) return;
    const { sessionName } = caller;
    if (sessionName !== undefined && !ofPollers.has(operation)) add(calls, sessionName);
    if (service === 'sqs') count.sqsRequests += 1;
    if (operation === 'UpdateItem') count[sessionName === names.relay ? 'claims' : 'opens'] += 1;
    count.events += members(input.Entries, operation === 'PutEvents');
    count.closes += members(Object.values(input.RequestItems ?? {}).flat(), operation === 'BatchWriteItem');
  }

  return {
    stop() {
      stop();
      return { calls, invocations, ...count };
    },
  };
}

type CallEntry = Extract<LogEntry, { kind: 'call' }>;

/** The benchmark itself, at the keyboard. */
function isClient({ sessionName, servicePrincipal, roleArn }: CallEntry['caller']): boolean {
  return sessionName === undefined && servicePrincipal === undefined && roleArn === undefined;
}

/** Event source mappings call these under the role of their function. */
const ofPollers: ReadonlySet<string> = new Set(['ReceiveMessage', 'DeleteMessageBatch']);

function members(list: unknown, isCounted: boolean): number {
  return isCounted && Array.isArray(list) ? list.length : 0;
}

function isEmpty(operation: string, output: unknown): boolean {
  return operation === 'ReceiveMessage' && (output as { Messages?: unknown[] })?.Messages === undefined;
}

function add(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
