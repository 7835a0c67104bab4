import { issueText, type RelayError } from '@callback-relay/contract';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Outbox } from './outbox.ts';
import { heartbeatEntry, progressRefusal, type ReturnAddress } from './result-entry.ts';

export interface HeartbeatPorts {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between heartbeats that are sent while the handler runs; none when undefined. */
  readonly heartbeatIntervalMs?: number | undefined;
}

export interface Heartbeats {
  readonly send: (progress?: unknown) => void;
  readonly stop: () => void;
}

/** Sends heartbeats until it is stopped: those that the handler asks for, and regular ones. */
export function startHeartbeats(
  returnAddress: ReturnAddress,
  ports: HeartbeatPorts,
  schema?: StandardSchemaV1,
): Heartbeats {
  const { clock, outbox, log, heartbeatIntervalMs } = ports;
  let stopped = false;
  let cancelTimer = (): void => {};
  const send = (progress?: unknown): void => {
    if (stopped) return;
    const refusal = refusalOf(progress, schema);
    if (refusal !== undefined) {
      const { correlationId } = returnAddress;
      log.warn('heartbeat sent without its progress', { correlationId, ...refusal });
    }
    outbox.sendHeartbeat(heartbeatEntry(returnAddress, refusal === undefined ? progress : undefined));
  };
  const sendEvery = (ms: number): void => {
    cancelTimer = clock.after(ms, () => {
      send();
      sendEvery(ms);
    });
  };
  if (heartbeatIntervalMs !== undefined) sendEvery(heartbeatIntervalMs);
  return {
    send,
    stop: () => {
      stopped = true;
      cancelTimer();
    },
  };
}

type Refusal = Pick<RelayError, 'code'> & { readonly reason: string };

/** Why a heartbeat can't carry this progress. Only a schema that answers at once can say so: a heartbeat never waits. */
function refusalOf(progress: unknown, schema: StandardSchemaV1 | undefined): Refusal | undefined {
  if (progress === undefined) return undefined;
  const checked = schema?.['~standard'].validate(progress);
  if (checked !== undefined && !(checked instanceof Promise) && checked.issues) {
    return { code: 'contract-broken', reason: checked.issues.map((issue) => issueText(issue)).join('; ') };
  }
  const refusal = progressRefusal(progress);
  return refusal && { code: refusal.code, reason: refusal.message };
}
