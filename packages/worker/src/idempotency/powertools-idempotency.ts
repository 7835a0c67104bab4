import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import type { BasePersistenceLayer } from '@aws-lambda-powertools/idempotency/persistence';
import type { WorkOutcome } from '../result/outcome.ts';
import { answerTo, type Idempotency, type Remembered, type Work, WorkInProgress } from './idempotency.ts';

export interface PowertoolsIdempotencyOptions {
  /** How long an outcome is remembered: longer than a task can be retried. Default: 86,400 (a day). */
  readonly expiresAfterSeconds?: number;
}

/**
 * Remembers outcomes with Powertools for AWS Lambda, in a persistence layer that the worker's team makes and owns
 * (DynamoDB, Valkey, Redis or its own). This package depends on none of them.
 */
export function powertoolsIdempotency(
  persistenceStore: BasePersistenceLayer,
  { expiresAfterSeconds = 86_400 }: PowertoolsIdempotencyOptions = {},
): Idempotency {
  const once = (work: Work, run: () => Promise<WorkOutcome>): Promise<Remembered> => {
    const config = new IdempotencyConfig({
      expiresAfterSeconds,
      eventKeyJmesPath: 'key',
      throwOnNoIdempotencyKey: true,
      // A key says "the same work": MD5, the default, would let one be crafted that is taken for another.
      hashFunction: 'sha256',
    });
    config.registerLambdaContext(lease(work.leaseMs));
    const remembering = makeIdempotent(
      async (_: { key: string }): Promise<Remembered> => ({
        payload: work.payload,
        attempt: work.attempt,
        outcome: await run(),
      }),
      { persistenceStore, config, keyPrefix: 'callback' },
    );
    return remembering({ key: work.key }).catch((thrown: unknown) => {
      throw thrown instanceof IdempotencyAlreadyInProgressError
        ? new WorkInProgress({ cause: thrown })
        : thrown;
    });
  };

  return {
    once: async (work, run) => {
      for (;;) {
        const answer = answerTo(work, await once(work, run));
        if (answer !== undefined) return answer;
        // A failure of an earlier attempt. What is remembered next may be another process's work again; our own has an answer.
        await persistenceStore.deleteRecord({ key: work.key });
      }
    },
  };
}

/** All that Powertools reads of a Lambda context: after this time an unfinished record may be taken over. */
function lease(leaseMs: number) {
  return { getRemainingTimeInMillis: () => leaseMs } as Parameters<
    IdempotencyConfig['registerLambdaContext']
  >[0];
}
