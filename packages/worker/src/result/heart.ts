import type { JsonValue } from '@callback-relay/contract';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Outbox } from './outbox.ts';
import { type Answering, heartbeatEntry, progressRefusal } from './result-entry.ts';

export interface HeartbeatPorts {
  readonly outbox: Outbox;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds between heartbeats that are sent while the handler runs; none when undefined. */
  readonly heartbeatIntervalMs?: number | undefined;
}

export interface Heart {
  readonly beat: (progress?: JsonValue) => void;
  readonly stop: () => void;
}

/** Sends heartbeats until it is stopped: those that the handler asks for, and regular ones. */
export function startHeart(answering: Answering, ports: HeartbeatPorts): Heart {
  const { clock, outbox, log, heartbeatIntervalMs } = ports;
  let over = false;
  let callOff = (): void => {};
  const beat = (value?: JsonValue): void => {
    if (over) return;
    const refusal = progressRefusal(value);
    if (refusal !== undefined) {
      const { code, message: reason } = refusal;
      log.warn('heartbeat sent without its progress', {
        correlationId: answering.correlationId,
        code,
        reason,
      });
    }
    outbox.beat(heartbeatEntry(answering, refusal === undefined ? value : undefined));
  };
  const keepBeating = (ms: number): void => {
    callOff = clock.after(ms, () => {
      beat();
      keepBeating(ms);
    });
  };
  if (heartbeatIntervalMs !== undefined) keepBeating(heartbeatIntervalMs);
  return {
    beat,
    stop: () => {
      over = true;
      callOff();
    },
  };
}
