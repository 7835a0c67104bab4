import { claiming } from './claiming.ts';
import { delivering } from './delivering.ts';
import type { Handling } from './handling.ts';
import { missing } from './missing.ts';
import type { Transition } from './transition.ts';

/** What the relay does with one result, from its claim to its verdict. */
export const relayTransitions: readonly Transition<Handling>[] = [...claiming, ...delivering, ...missing];
