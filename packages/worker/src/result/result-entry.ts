import {
  currentVersion,
  limits,
  RelayError,
  type ResultType,
  resultTypes,
  utf8Bytes,
} from '@callback-relay/contract';
import { type Answer, jsonText } from './outcome.ts';
import type { ResultEntry } from './result-publisher.ts';

/** Which callback is answered, where, and in whose name. */
export interface ReturnAddress {
  readonly correlationId: string;
  readonly eventBus: string;
  readonly source: string;
}

export function answerEntry(returnAddress: ReturnAddress, answer: Answer): ResultEntry {
  return answer.kind === 'succeeded'
    ? entry(returnAddress, resultTypes.succeeded, `,"output":${answer.output}`)
    : entry(
        returnAddress,
        resultTypes.failed,
        `,"error":${JSON.stringify(answer.error)},"cause":${JSON.stringify(answer.cause)}`,
      );
}

/** A heartbeat; `progress` undefined leaves it out. */
export function heartbeatEntry(returnAddress: ReturnAddress, progress?: unknown): ResultEntry {
  const text = JSON.stringify(progress);
  return entry(returnAddress, resultTypes.heartbeat, text === undefined ? '' : `,"progress":${text}`);
}

/** Why a heartbeat can't carry this progress, undefined when it can. */
export function progressRefusal(progress: unknown): RelayError | undefined {
  try {
    const bytes = progress === undefined ? 0 : utf8Bytes(jsonText('progress', progress));
    if (bytes <= limits.progressBytes) return undefined;
    return new RelayError(
      'progress-too-large',
      `${bytes} bytes of JSON; the limit is ${limits.progressBytes}`,
    );
  } catch (thrown) {
    if (thrown instanceof RelayError) return thrown;
    throw thrown;
  }
}

/** The output is JSON text already: putting the detail together as text saves parsing it again. */
function entry(returnAddress: ReturnAddress, detailType: ResultType, rest: string): ResultEntry {
  const head = `"version":"${currentVersion}","correlationId":${JSON.stringify(returnAddress.correlationId)}`;
  return { ...returnAddress, detailType, detail: `{${head}${rest}}` };
}
