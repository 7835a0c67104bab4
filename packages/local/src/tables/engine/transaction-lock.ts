import type { Steps } from '../../foundation/steps.ts';

/** Held by what reads and writes many items in steps, so that no other write comes in between. */
export interface TransactionLock {
  readonly isHeld: boolean;
  /** Waits until nothing holds it. */
  free(): Steps<void>;
  /** To be called while it is free; what is given back ends it. */
  hold(): () => void;
}

/** Work in steps between which nothing else is written. */
export function* holding<Result>(lock: TransactionLock, work: () => Steps<Result>): Steps<Result> {
  yield* lock.free();
  const end = lock.hold();
  try {
    return yield* work();
  } finally {
    end();
  }
}

export function createTransactionLock(): TransactionLock {
  let isHeld = false;
  let ended: PromiseWithResolvers<void> | undefined;
  const end = () => {
    isHeld = false;
    ended?.resolve();
    ended = undefined;
  };
  return {
    get isHeld() {
      return isHeld;
    },
    *free() {
      while (isHeld) {
        ended ??= Promise.withResolvers();
        yield ended.promise;
      }
    },
    hold() {
      isHeld = true;
      return end;
    },
  };
}
