import { isDeepStrictEqual } from 'node:util';
import { type Cancelling, cancellingTransitions } from '../relation/cancelling.ts';
import { type Handling, handlingOf } from '../relation/handling.ts';
import type { ModelRow } from '../relation/model-row.ts';
import { relayTransitions } from '../relation/relay.ts';
import { type Requesting, requesterTransitions } from '../relation/requester.ts';
import type { Step, StepOf } from '../relation/step.ts';
import { follow } from '../relation/transition.ts';

/** The actors on one row: what they may be at, and whether they may take a step. */
export interface Actors {
  /** Why the specification does not allow this step of its actor; `undefined` where it does. */
  take(step: Step, row: ModelRow): string | undefined;
}

/** One handling of a result, from its claim on; the newest is the last that has taken a step. */
interface Thread {
  readonly by: string;
  readonly claim: string;
  readonly event: string;
  states: readonly Handling[];
  /** The verdict that it has published, once for every copy of its event in the batch. */
  published?: string;
}

export function createActors(): Actors {
  const requesting = new Map<string, readonly Requesting[]>();
  const cancelling = new Map<string, readonly Cancelling[]>();
  const threads: Thread[] = [];

  function takeRequester(step: Step, row: ModelRow): string | undefined {
    // Another invocation may begin at any time: the task is retried.
    const before = step.call === 'open' ? [{ pc: 'open' } as const] : (requesting.get(step.by) ?? []);
    const after = follow(requesterTransitions, before, step, row);
    if (after === undefined) return misplaced(step, before);
    requesting.set(step.by, after);
    return undefined;
  }

  function takeCancelling(step: Step, row: ModelRow): string | undefined {
    const before = cancelling.get(step.by) ?? [{ pc: 'publishCancelled' } as const];
    const after = follow(cancellingTransitions, before, step, row);
    if (after === undefined) return misplaced(step, before);
    cancelling.set(step.by, after);
    return undefined;
  }

  function takeClaim(step: StepOf<'claim'>, row: ModelRow): string | undefined {
    const known = threads.find(({ claim }) => claim === step.claim);
    if (known === undefined) {
      const { by, claim, event } = step;
      const states = follow(relayTransitions, [handlingOf(step)], step, row) ?? [];
      threads.push({ by, claim, event, states });
      return undefined;
    }
    if (known.by !== step.by || known.event !== step.event)
      return 'its claim ID is that of another handling, and claim IDs are new for each';
    return takeThread(step, row);
  }

  /** Which of the threads of an instance reads is not to be seen: each may have, or may not. */
  function takeRead(step: StepOf<'read'>, row: ModelRow): undefined {
    for (const thread of threads.filter(({ by }) => by === step.by)) {
      const after = follow(relayTransitions, thread.states, step, row);
      if (after !== undefined) thread.states = [...thread.states, ...newAmong(after, thread.states)];
    }
  }

  function takeThread(step: Step, row: ModelRow): string | undefined {
    const own = threads.filter(({ by }) => by === step.by).toReversed();
    const named = 'claim' in step ? own.filter(({ claim }) => claim === step.claim) : own;
    for (const thread of named) {
      const after = follow(relayTransitions, thread.states, step, row);
      if (after === undefined) continue;
      thread.states = after;
      threads.splice(threads.indexOf(thread), 1);
      threads.push(thread);
      return undefined;
    }
    const of = 'event' in step ? named.find(({ event }) => event === step.event) : named[0];
    return misplaced(step, of?.states ?? []);
  }

  function takeVerdict(step: StepOf<'verdict'>, row: ModelRow): string | undefined {
    const own = threads.filter(({ by, event }) => by === step.by && event === step.event).toReversed();
    if (isPublishedByOneOf(own, step, row) || isUnreadable(step, own)) return undefined;
    return misplaced(step, own[0]?.states ?? []);
  }

  return {
    take(step, row) {
      switch (step.call) {
        case 'open':
        case 'openOverParked':
        case 'isOurOpening':
        case 'publishOpened':
        case 'sendRequest':
          return takeRequester(step, row);
        case 'publishCancelled':
        case 'cancel':
          return takeCancelling(step, row);
        case 'claim':
          return takeClaim(step, row);
        case 'verdict':
          return takeVerdict(step, row);
        // Free, where they decide nothing about a claim: of who looks for what to claim, cancel or keep alive.
        case 'read':
          return takeRead(step, row);
        case 'expire':
        case 'recordProgress':
        case 'allowSources':
          return undefined;
        default:
          return takeThread(step, row);
      }
    },
  };
}

/**
 * Whether the handlings of one event, each with the one verdict that it publishes, can have published this one as well.
 * One event ID may have two contents, and a verdict does not say of which it is: where the handling that would publish
 * this one was given another verdict, that one may be another handling's.
 */
function isPublishedByOneOf(
  handlings: readonly Thread[],
  step: StepOf<'verdict'>,
  row: ModelRow,
  asked = new Set<Thread>(),
): boolean {
  const able = handlings.filter((one) => follow(relayTransitions, one.states, step, row) !== undefined);
  const others = able.filter((one) => !asked.has(one));
  if (others.some(({ published }) => published === step.verdict)) return true;
  return others.some((one) => {
    asked.add(one);
    const verdict = one.published;
    if (verdict !== undefined && !isPublishedByOneOf(handlings, { ...step, verdict }, row, asked))
      return false;
    one.published = step.verdict;
    return true;
  });
}

/** An instance reads a row often, and each time may go where it may be already. */
function newAmong(after: readonly Handling[], states: readonly Handling[]): readonly Handling[] {
  return after.filter((one) => !states.some((state) => state.pc === one.pc && isDeepStrictEqual(state, one)));
}

/** A message that cannot be read has its verdict without a claim. */
function isUnreadable({ verdict }: StepOf<'verdict'>, own: readonly Thread[]): boolean {
  return (verdict === 'invalid' || verdict === 'too-large') && own.length === 0;
}

function misplaced({ call }: Step, states: readonly { readonly pc: string }[]): string {
  const places = [...new Set(states.map(({ pc }) => pc))];
  return places.length === 0
    ? `${call} does not follow from anything that was heard`
    : `${call} does not follow here; it is at ${places.join(' or ')}`;
}
