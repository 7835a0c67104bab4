import type {
  FaultReport,
  InvariantReport,
  Journal,
  TaskService,
  VerdictRecord,
} from '@callback-relay/relay';
import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { BatchResponse } from '../services/event-source-mapping.ts';
import type { ReceivedMessage } from '../services/queue.ts';

/** A verdict as the relay wrote it to its journal. */
export interface RecordedVerdict {
  readonly at: number;
  readonly record: VerdictRecord;
}

/** One invocation of the relay, as seen from outside. */
export interface RelayBatch {
  readonly messages: readonly ReceivedMessage[];
  readonly startedAt: number;
  /** Left out when the instance crashed. */
  endedAt?: number;
  /** Verdicts and faults that it wrote. */
  readonly recorded: RecordedVerdict[];
  readonly faults: FaultReport[];
  /** Calls to SendTask*, in order. */
  readonly sent: SentCall[];
  /** Left out when the instance crashed; what the function threw, when it threw. */
  response?: BatchResponse;
  thrown?: unknown;
}

export interface SentCall {
  readonly kind: 'outcome' | 'heartbeat';
  readonly token: string;
  /** `accepted`, or the name of the error; left out when the instance crashed before it heard. */
  answer?: string;
}

/** What outlives the relay's instances: their logs. */
export interface RelayArchive {
  readonly batches: readonly RelayBatch[];
  readonly recorded: readonly RecordedVerdict[];
  /** What the relay's own assertions caught. */
  readonly broken: readonly InvariantReport[];
  journal(simulator: Simulator, from: Instance): Journal;
  /** The same port, with a note of each call. */
  watched(from: Instance, tasks: TaskService): TaskService;
  batch(
    simulator: Simulator,
    from: Instance,
    messages: readonly ReceivedMessage[],
    handle: () => Promise<BatchResponse>,
  ): Promise<BatchResponse>;
}

export function relayArchive(): RelayArchive {
  const batches: RelayBatch[] = [];
  const recorded: RecordedVerdict[] = [];
  const broken: InvariantReport[] = [];
  const current = new Map<string, RelayBatch>();

  return {
    batches,
    recorded,
    broken,
    journal: ({ time, trace }, from) => ({
      verdict(record) {
        if (!from.isAlive()) return;
        const entry = { at: time.now(), record };
        recorded.push(entry);
        current.get(from.name)?.recorded.push(entry);
        const { verdict, event, correlationId, reason, repeated } = record;
        const again = repeated ? ' again' : '';
        trace.add(
          time.now(),
          from.name,
          () =>
            `VERDICT${again} ${verdict} on ${event.id} (${event.detailType}) for ${correlationId}: ${reason}`,
        );
      },
      fault(report) {
        if (!from.isAlive()) return;
        current.get(from.name)?.faults.push(report);
        trace.add(time.now(), from.name, () => `fault ${JSON.stringify(report)}`);
      },
      brokenInvariant(report) {
        broken.push(report);
        trace.add(time.now(), from.name, () => `INVARIANT ${JSON.stringify(report)}`);
      },
    }),
    watched(from, tasks) {
      const watch = (kind: SentCall['kind'], token: string, answer: Promise<void>): Promise<void> => {
        const call: SentCall = { kind, token };
        if (from.isAlive()) current.get(from.name)?.sent.push(call);
        return answer.then(
          () => {
            call.answer = 'accepted';
          },
          (error: unknown) => {
            call.answer = error instanceof Error ? error.name : String(error);
            throw error;
          },
        );
      };
      return {
        sendTaskSuccess: (token, output) => watch('outcome', token, tasks.sendTaskSuccess(token, output)),
        sendTaskFailure: (token, error, cause) =>
          watch('outcome', token, tasks.sendTaskFailure(token, error, cause)),
        sendTaskHeartbeat: (token) => watch('heartbeat', token, tasks.sendTaskHeartbeat(token)),
      };
    },
    batch(simulator, from, messages, handle) {
      const batch: RelayBatch = {
        messages,
        startedAt: simulator.time.now(),
        recorded: [],
        faults: [],
        sent: [],
      };
      batches.push(batch);
      current.set(from.name, batch);
      return handle().then(
        (answer) => {
          batch.response = answer;
          batch.endedAt = simulator.time.now();
          const failed = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
          simulator.trace.add(
            simulator.time.now(),
            from.name,
            () => `batch done, returned to the queue: ${failed.join(' ') || 'none'}`,
          );
          return answer;
        },
        (error: unknown) => {
          batch.thrown = error;
          throw error;
        },
      );
    },
  };
}
