import type { CallbackStore, OpeningStore } from '@callback-relay/callbacks-table';
import { resultTypes, sourcesAllowedEventType } from '@callback-relay/contract';
import type { EventBus, TaskService, VerdictRecord } from '@callback-relay/relay';
import type { Instance } from '../engine/instance.ts';
import type { Simulator } from '../engine/simulator.ts';
import type { CallbacksTable } from '../services/callbacks-table.ts';
import type { Local } from '../services/remote.ts';
import { recordedRemote } from './recorded-remote.ts';
import { createRecorder, type Recorder } from './recorder.ts';
import { busDescriptions, storeDescriptions, taskDescriptions } from './relay-descriptions.ts';
import { noticeDescriptions, openingDescriptions, requestDescriptions } from './requester-descriptions.ts';

/** Ports of requester and relay whose calls are recorded as steps of the rows. */
export interface Recording {
  readonly steps: Recorder['steps'];
  callbackStore(from: Instance): CallbackStore;
  openingStore(from: Instance): OpeningStore;
  tasks(from: Instance, local: Local<TaskService>): TaskService;
  bus(from: Instance, local: Local<EventBus>): EventBus;
  notices<Port extends object>(from: Instance, local: Local<Port>): Port;
  requests<Port extends object>(from: Instance, local: Local<Port>): Port;
  /** The verdict of a result. Left out of the specification are heartbeats, who else may answer, what is kept for later and what is given up. */
  verdict(from: Instance, record: VerdictRecord): void;
}

export function createRecording(simulator: Simulator, table: CallbacksTable): Recording {
  const rowOf = (correlationId: string) => {
    const row = table.get(correlationId);
    return row !== undefined && 'state' in row ? row : undefined;
  };
  const rowOfOpening = (openingId: string) =>
    table.openings().find(({ opening }) => opening.openingId === openingId)?.opening.correlationId;
  const recorder = createRecorder(simulator.time.now, rowOf);
  const relayStore = { recorder, descriptions: storeDescriptions(rowOf) };
  const taskService = { recorder, descriptions: taskDescriptions(rowOfOpening) };
  return {
    steps: recorder.steps,
    callbackStore: (from) =>
      recordedRemote<CallbackStore>(simulator, from, 'dynamodb', table.callbackStore, relayStore),
    openingStore: (from) =>
      recordedRemote<OpeningStore>(simulator, from, 'dynamodb', table.openingStore, {
        recorder,
        descriptions: openingDescriptions,
      }),
    tasks: (from, local) => recordedRemote(simulator, from, 'sfn', local, taskService),
    bus: (from, local) =>
      recordedRemote(simulator, from, 'events', local, { recorder, descriptions: busDescriptions }),
    notices: (from, local) =>
      recordedRemote(simulator, from, 'events', local, { recorder, descriptions: noticeDescriptions }),
    requests: (from, local) =>
      recordedRemote(simulator, from, 'sqs', local, { recorder, descriptions: requestDescriptions }),
    verdict(from, { correlationId: row, event, verdict }) {
      if (row === null || !from.isAlive() || withoutClaim.includes(event.detailType)) return;
      if (verdict === 'parked' || verdict === 'undeliverable') return;
      recorder.add(from.name, { call: 'verdict', row, event: event.id, verdict }, 'answered');
    },
  };
}

/** Events that claim nothing. */
const withoutClaim: readonly string[] = [resultTypes.heartbeat, sourcesAllowedEventType];
