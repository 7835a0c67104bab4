import type { Steps } from '../../foundation/steps.ts';

/** Held by a transaction while it reads and writes in steps, so that no other write comes in between. */
export interface TransactionLock {
  readonly isHeld: boolean;
  /** Waits until no transaction holds it. */
  free(): Steps<void>;
  /** To be called while it is free; what is given back ends it. */
  hold(): () => void;
}

export function createTransactionLock(): TransactionLock {
  let ended: Promise<void> | undefined;
  return {
    get isHeld() {
      return ended !== undefined;
    },
    *free() {
      while (ended !== undefined) yield ended;
    },
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      ended = promise;
      return () => {
        ended = undefined;
        resolve();
      };
    },
  };
}
