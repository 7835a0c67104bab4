import type { Cause } from './cause.ts';
import type { Facts } from './facts.ts';
import { noResultOf } from './no-result.ts';
import { grantMissing, relayFailing, relayOff, resultInDeadLetters } from './relay-causes.ts';
import { closed, parked, parkedElsewhere, superseded } from './row-causes.ts';
import { invalid, misspelt, wrongSource } from './sender-causes.ts';
import {
  atWork,
  inQueue,
  noAnswerYet,
  requestInDeadLetters,
  workerFailing,
  workerOff,
} from './worker-causes.ts';

/**
 * Everything that the facts show, what is surest first: the first is the cause. There is always one.
 */
export function causesOf(facts: Facts): Cause[] {
  const found = looks.map((look) => look(facts)).filter((cause) => cause !== undefined);
  return found.length > 0 ? found : [noAnswerYet(facts)];
}

const looks: readonly ((facts: Facts) => Cause | undefined)[] = [
  superseded,
  noResultOf,
  closed,
  grantMissing,
  resultInDeadLetters,
  requestInDeadLetters,
  misspelt,
  wrongSource,
  invalid,
  parkedElsewhere,
  workerFailing,
  workerOff,
  relayOff,
  relayFailing,
  parked,
  atWork,
  inQueue,
];
