import { isDeepStrictEqual } from 'node:util';
import { callsThatLeave } from '../relation/changes.ts';
import { type ModelRow, noRow } from '../relation/model-row.ts';
import { written } from '../relation/row-writes.ts';
import type { Sighting, Step } from '../relation/step.ts';
import { type Actors, createActors } from './actors.ts';
import type { Trace } from './trace.ts';

/** A step that the specification does not allow. */
export interface OutsideStep {
  readonly row: string;
  /** From 1 on, among all steps of the trace. */
  readonly step: number;
  readonly by: string;
  readonly call: string;
  readonly why: string;
}

export interface TraceCheck {
  readonly steps: number;
  readonly rows: number;
  /** At most one a row: what follows on a row that left the model says nothing. */
  readonly outside: readonly OutsideStep[];
}

interface Replayed {
  row: ModelRow;
  readonly actors: Actors;
  isOutside: boolean;
}

/** Replays each row's steps against the transition relation. */
export function checkTrace({ steps }: Pick<Trace, 'steps'>): TraceCheck {
  const rows = new Map<string, Replayed>();
  const outside: OutsideStep[] = [];
  for (const [at, step] of steps.entries()) {
    const isFirst = !rows.has(step.row);
    const replayed = rows.get(step.row) ?? { row: noRow, actors: createActors(), isOutside: false };
    rows.set(step.row, replayed);
    if (replayed.isOutside) continue;
    const why = isSighting(step) ? see(replayed, step, isFirst) : take(replayed, step);
    if (why === undefined) continue;
    replayed.isOutside = true;
    outside.push({ row: step.row, step: at + 1, by: step.by, call: step.call, why });
  }
  return { steps: steps.length, rows: rows.size, outside };
}

function isSighting(step: Step | Sighting): step is Sighting {
  return step.call === 'found' || step.call === 'change';
}

/** Takes the row on to what was seen of it; why that can't be. */
function see(replayed: Replayed, { call, after }: Sighting, isFirst: boolean): string | undefined {
  const { row } = replayed;
  if (after === 'unreadable') return 'is an item that is no row of this version';
  if (call === 'found' && !isFirst) return 'is found after its first step';
  if (call === 'change' && !isDeepStrictEqual(row, after) && callsThatLeave(row, after).length === 0)
    return `no call of the specification takes a row that is ${row.state} to one that is ${after.state}, with another ${differences(row, after).join(', ')}`;
  replayed.row = after;
  return undefined;
}

function take(replayed: Replayed, step: Step): string | undefined {
  // An actor goes on from what it hears: for the row, a call whose answer is not heard is one of a slower actor that dies
  // with it.
  const misplaced = step.fate === 'unheard' ? undefined : replayed.actors.take(step, replayed.row);
  return misplaced ?? replay(replayed, step);
}

/** Takes the row on; why it should be another one than the table has. */
function replay(replayed: Replayed, step: Step): string | undefined {
  if (!('after' in step)) return undefined;
  const { row } = replayed;
  const expected = step.fate === 'refused' ? undefined : written(row, step);
  // What the table left unprocessed, or never heard of, is as it was.
  const mayStay = step.fate === 'refused' || step.call === 'closeAll';
  if (step.done !== (expected !== undefined) && !(mayStay && !step.done)) {
    return `${step.done ? 'takes effect' : 'is refused'} on a row that is ${row.state}, and should ${step.done ? 'not' : 'not be'}`;
  }
  const after = step.done ? (expected ?? row) : row;
  if (isDeepStrictEqual(after, step.after)) {
    replayed.row = step.after;
    return undefined;
  }
  return `leaves the row with another ${differences(after, step.after).join(', ')} than the specification`;
}

function differences(expected: ModelRow, found: ModelRow): readonly string[] {
  const names = new Set([...Object.keys(expected), ...Object.keys(found)]) as Set<keyof ModelRow>;
  return [...names].filter((name) => !isDeepStrictEqual(expected[name], found[name]));
}
