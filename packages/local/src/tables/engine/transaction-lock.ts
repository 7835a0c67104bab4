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
