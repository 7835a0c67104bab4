import { hash } from 'node:crypto';
import type { Trace } from '../engine/trace.ts';
import type { Attempt } from '../services/execution.ts';
import type { Queue } from '../services/queue.ts';
import type { System } from '../system/assemble.ts';
import type { AnyOrderTime } from './any-order-time.ts';
import { inOrder, renamed } from './names.ts';

/** What every instance of a function has seen so far, each for itself: the order between instances is in none of them. */
export interface Histories extends Trace {
  all(): Iterable<readonly string[]>;
}

/** What the checks read of an invocation that is over; the rest of it has no effect on what comes. */
const lasting = /^(VERDICT|fault|INVARIANT|sfn\.|batch done)/;

/** The end of an invocation: what its instance remembers of it is no part of what comes. */
const end = /^(batch|invocation) done|[:,] CRASH|^TIMED OUT/;

/** Notes what happens by instance and invocation. What services do shows in what they hold, and is left out. */
export function noteHistories(): Histories {
  const current = new Map<string, string[]>();
  const all = new Set<string[]>();
  return {
    add(_, who, what) {
      if (!who.includes('#')) return;
      const history = current.get(who) ?? [];
      current.set(who, history);
      all.add(history);
      const text = what();
      history.push(text);
      if (!end.test(text)) return;
      current.delete(who);
      history.splice(0, history.length, ...history.filter((line) => lasting.test(line)));
      if (history.length === 0) all.delete(history);
    },
    lines: () => [],
    all: () => all,
  };
}

/**
 * A digest of everything that the rest of a run depends on, with names by their order of appearance: two runs that have
 * come to the same state go on alike, and what their checks have seen differs in the order of independent steps alone.
 */
export function stateOf(
  { table, stepFunctions, relayQueue, deferredQueue, requestQueue }: System,
  histories: Histories,
  time: Pick<AnyOrderTime, 'now' | 'waiting'>,
  faultsLeft: number,
): string {
  const now = time.now();
  const queues = [relayQueue, deferredQueue, requestQueue];
  const state = [
    ...inOrder([...histories.all()].map((lines) => lines.join('\n'))),
    ...inOrder(table.rows().map((row) => JSON.stringify(row))),
    ...inOrder(stepFunctions.attempts().map(attemptOf)),
    ...queues.flatMap(({ queue, deadLetters }) => [messagesIn(queue, now), messagesIn(deadLetters, now)]),
    ...inOrder([...time.waiting()].map(({ time: due, name }) => `${due - now} ${name ?? ''}`)),
    `${now} ${faultsLeft}`,
  ];
  return hash('sha256', renamed(state), 'base64');
}

/** In which order outcomes were sent makes no difference: one was taken, or none. */
function attemptOf({ token, end, sent }: Attempt): string {
  return [JSON.stringify([token, end]), ...sent.map((one) => JSON.stringify(one)).sort()].join(' ');
}

function messagesIn(queue: Queue, now: number): string {
  const texts = queue
    .messages()
    .map(({ body, receiveCount, visibleAt }) => `${receiveCount} ${Math.max(0, visibleAt - now)} ${body}`);
  return inOrder(texts).join('\n');
}
