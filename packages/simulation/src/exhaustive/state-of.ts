import { createHash } from 'node:crypto';
import type { Trace } from '../engine/trace.ts';
import type { System } from '../system/assemble.ts';
import type { Waiting } from './any-order-time.ts';

/** What every party of a run has seen so far, each for itself: the order between parties is in none of them. */
export interface Histories extends Trace {
  all(): Iterable<readonly string[]>;
}

/** What the checks read of an invocation that is over; the rest of it has no effect on what comes. */
const lasting = /^(VERDICT|fault|INVARIANT|sfn\.|batch done)/;

/** Notes what happens by party and, for an instance of a function, by invocation: between them it keeps nothing. */
export function noteHistories(): Histories {
  const current = new Map<string, string[]>();
  const all: string[][] = [];
  return {
    add(_, who, what) {
      const history = current.get(who) ?? [];
      if (history.length === 0) all.push(history);
      current.set(who, history);
      const text = what();
      history.push(text);
      if (!text.startsWith('batch done') && !text.includes(': CRASH') && !text.includes(', CRASH')) return;
      history.splice(0, history.length, ...history.filter((line) => lasting.test(line)));
      current.delete(who);
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
  waiting: Iterable<Waiting>,
  now: number,
): string {
  const queues = [relayQueue, deferredQueue, requestQueue];
  const state = [
    ...inOrder([...histories.all()].map((lines) => lines.join('\n'))),
    ...inOrder(table.rows().map((row) => JSON.stringify(row))),
    ...inOrder(stepFunctions.attempts().map(({ token, end, sent }) => JSON.stringify([token, end, sent]))),
    ...queues.map(({ queue, deadLetters }) =>
      [inOrder(queue.bodies()), inOrder(deadLetters.bodies())].join(),
    ),
    ...inOrder([...waiting].map(({ time, name }) => `${time - now} ${name ?? ''}`)),
    String(now),
  ];
  return createHash('sha256')
    .update(renamed(state.join('\n')))
    .digest('base64');
}

/** IDs that are drawn, or counted, in the order in which they were asked for. */
const names = /[0-9a-f]{32}|event-\d+|(?:relay|requester)#\d+|(?:relay|deferred)-queue-\d+(?:\/\d+)?/g;

/** By what is in them beside names. */
function inOrder(texts: readonly string[]): string[] {
  return texts
    .map((text) => ({ text, nameless: text.replace(names, '') }))
    .sort((a, b) => (a.nameless < b.nameless ? -1 : a.nameless > b.nameless ? 1 : 0))
    .map(({ text }) => text);
}

function renamed(text: string): string {
  const numbers = new Map<string, number>();
  return text.replace(names, (name) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return `~${number}`;
  });
}
