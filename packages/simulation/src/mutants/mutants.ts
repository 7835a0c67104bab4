import type { Mutant } from './mutant.ts';
import { relayCallMutants } from './relay-call-mutants.ts';
import { relayClaimMutants } from './relay-claim-mutants.ts';
import { relayRowMutants } from './relay-row-mutants.ts';
import { requesterMutants } from './requester-mutants.ts';
import { workerMutants } from './worker-mutants.ts';

/** Every mutant: each must be caught, or the simulation could not fail. */
export const mutants: readonly Mutant[] = [
  ...relayClaimMutants,
  ...relayRowMutants,
  ...relayCallMutants,
  ...requesterMutants,
  ...workerMutants,
];
