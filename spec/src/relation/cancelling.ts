import { type Transition, transition } from './transition.ts';

/** Where the relay is with a callback whose execution has ended. */
export interface Cancelling {
  readonly pc: 'publishCancelled' | 'cancel';
}

/** Published before it is closed, because what is closed is not found again. */
export const cancellingTransitions: readonly Transition<Cancelling>[] = [
  transition<Cancelling, 'publishCancelled'>({
    action: 'PublishCancelled',
    at: ['publishCancelled', 'cancel'],
    call: 'publishCancelled',
    next: (state, { fate }) => [fate === 'answered' ? { pc: 'cancel' } : state],
  }),
  transition<Cancelling, 'cancel'>({
    action: 'Cancel',
    at: ['cancel'],
    call: 'cancel',
    // Another notice of the same execution may be handled at the same time: one publication is enough for both.
    next: () => [{ pc: 'cancel' }],
  }),
];
