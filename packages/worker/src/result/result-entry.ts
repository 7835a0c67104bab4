import {
  currentVersion,
  type JsonValue,
  limits,
  RelayError,
  type ResultType,
  resultTypes,
  utf8Bytes,
} from '@callback-relay/contract';
import type { Answer } from './outcome.ts';
import type { ResultEntry } from './result-publisher.ts';

/** Who answers which callback, and where. */
export interface Answering {
  readonly correlationId: string;
  readonly eventBus: string;
  readonly source: string;
}

export function answerEntry(answering: Answering, answer: Answer): ResultEntry {
  return answer.kind === 'succeeded'
    ? entry(answering, resultTypes.succeeded, `,"output":${answer.output}`)
    : entry(
        answering,
        resultTypes.failed,
        `,"error":${JSON.stringify(answer.error)},"cause":${JSON.stringify(answer.cause)}`,
      );
}

/** A heartbeat; `progress` undefined leaves it out. */
export function heartbeatEntry(answering: Answering, progress?: JsonValue): ResultEntry {
  const text = JSON.stringify(progress);
  return entry(answering, resultTypes.heartbeat, text === undefined ? '' : `,"progress":${text}`);
}

/** Why a heartbeat can't carry this progress, undefined when it can. */
export function progressRefusal(progress: JsonValue | undefined): RelayError | undefined {
  try {
    const bytes = utf8Bytes(JSON.stringify(progress) ?? '');
    if (bytes <= limits.progressBytes) return undefined;
    return new RelayError(
      'progress-too-large',
      `${bytes} bytes of JSON; the limit is ${limits.progressBytes}`,
    );
  } catch {
    return new RelayError('contract-broken', 'progress: must be a JSON value');
  }
}

/** The output is JSON text already: putting the detail together as text saves parsing it again. */
function entry(answering: Answering, detailType: ResultType, rest: string): ResultEntry {
  const head = `"version":"${currentVersion}","correlationId":${JSON.stringify(answering.correlationId)}`;
  return { ...answering, detailType, detail: `{${head}${rest}}` };
}
