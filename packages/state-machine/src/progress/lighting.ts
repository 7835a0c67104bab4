import type { HistoryEvent } from './history-event.ts';
import { type ExecutionStatus, readHistory, wayOf } from './read-history.ts';
import type { Iterations, Visit, VisitStatus } from './visit.ts';

export type Light = 'idle' | VisitStatus;

/** What is lit, and how. */
export interface Lighting {
  readonly status: ExecutionStatus;
  light(state: string): StateLight;
  /** How often a way was taken. */
  taken(from: string, to: string, caught: boolean): number;
}

export interface StateLight {
  readonly light: Light;
  /** In their order; a loop and the items of a Map make several. */
  readonly visits: readonly Visit[];
  readonly running: number;
  readonly retries: number;
  /** Of a Map state, over all its visits; undefined where no item was begun. */
  readonly iterations: Iterations | undefined;
}

/** What several visits say together: the first of these that one of them has. */
const order: readonly VisitStatus[] = ['running', 'failed', 'aborted', 'caught', 'succeeded'];

const dark: StateLight = { light: 'idle', visits: [], running: 0, retries: 0, iterations: undefined };

export function lightingOf(events: readonly HistoryEvent[]): Lighting {
  const run = readHistory(events);
  const byState = Map.groupBy(run.visits, ({ name }) => name);
  const lights = new Map([...byState].map(([name, visits]) => [name, lightOf(visits)]));
  return {
    status: run.status,
    light: (state) => lights.get(state) ?? dark,
    taken: (from, to, caught) => run.ways.get(wayOf(from, to, caught)) ?? 0,
  };
}

function lightOf(visits: readonly Visit[]): StateLight {
  const counted = visits
    .map(({ iterations }) => iterations)
    .filter(({ total, started }) => total + started > 0);
  return {
    light: order.find((status) => visits.some((visit) => visit.status === status)) ?? 'idle',
    visits,
    running: visits.filter(({ status }) => status === 'running').length,
    retries: visits.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0),
    iterations: counted.length === 0 ? undefined : counted.reduce(add),
  };
}

function add(one: Iterations, other: Iterations): Iterations {
  return {
    total: one.total + other.total,
    started: one.started + other.started,
    succeeded: one.succeeded + other.succeeded,
    failed: one.failed + other.failed,
    aborted: one.aborted + other.aborted,
  };
}
