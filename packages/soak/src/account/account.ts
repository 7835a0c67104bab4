import { isDeepStrictEqual } from 'node:util';
import { work } from '../app/work.ts';
import type { StartedExecution } from '../load/ledger.ts';

/** What became of an execution that was acknowledged. */
export interface Fate {
  /** As Step Functions describes it; undefined where it does not know the execution. */
  readonly status: string | undefined;
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/**
 * `lost`: the execution, or a result for it, was acknowledged and is gone; `wrong`: it ended with another output than
 * its job has; `hung`: it still waits, and no result for it was acknowledged; `failed`: it ended without success.
 */
export type Finding = 'right' | 'lost' | 'wrong' | 'hung' | 'failed';

export function findingOf({ job }: StartedExecution, fate: Fate, hasResult: boolean): Finding {
  switch (fate.status) {
    case undefined:
      return 'lost';
    case 'RUNNING':
      return hasResult ? 'lost' : 'hung';
    case 'SUCCEEDED':
      return isRight(fate.output, work(job)) ? 'right' : 'wrong';
    default:
      return 'failed';
  }
}

function isRight(output: string | undefined, wanted: object): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(output ?? ''), wanted);
  } catch {
    return false;
  }
}
