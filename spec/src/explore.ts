import { availableParallelism } from 'node:os';
import { check } from './checker/check.ts';
import type { Exploration } from './checker/checker-output.ts';
import type { Installation } from './checker/installation.ts';
import type { Bounds } from './models/bounds.ts';
import type { Mutant } from './models/mutants.ts';
import { type Promised, promises, property } from './models/promises.ts';
import { storyOf } from './story/story.ts';

/** What was found of one model or mutant: a line of `pnpm model --json`. */
export interface Finding {
  readonly kind: 'model' | 'mutant';
  readonly name: string;
  /** A model: every promise held in every state. A mutant: it was refuted, by what should refute it. */
  readonly ok: boolean;
  readonly states: number;
  readonly depth: number;
  readonly complete: boolean;
  readonly seconds: number;
  readonly violated?: string;
  readonly story?: readonly string[];
  readonly failure?: string;
}

export interface Limits {
  readonly seconds: number;
}

const invariants = Object.keys(promises);

/** Every state of a model: every promise in each of them. */
export async function exploreModel(tlc: Installation, bounds: Bounds, limits: Limits): Promise<Finding> {
  const { constants, asksForRest } = bounds;
  const question = { constants, invariants, ...(asksForRest === true && { property }) };
  const { seconds, ...found } = await timed(() =>
    check(tlc, question, { workers: availableParallelism(), ...limits }),
  );
  return {
    ...plain('model', bounds.name, found, seconds),
    ok: found.complete && found.violated === undefined,
  };
}

/** A mutant, until the first state that breaks the promise that it is to break. */
export async function refute(tlc: Installation, mutant: Mutant, limits: Limits): Promise<Finding> {
  const { name, refutedBy, within } = mutant;
  const question = {
    constants: { ...mutant.constants, Mutant: `"${name}"` },
    ...(within !== undefined && { within }),
    ...(refutedBy === property ? { invariants: [], property } : { invariants: [refutedBy] }),
  };
  // One worker searches strictly by depth: the first counterexample is the shortest.
  const { seconds, ...found } = await timed(() =>
    check(tlc, question, { workers: 1, isShort: true, ...limits }),
  );
  return { ...plain('mutant', name, found, seconds), ok: found.violated === refutedBy };
}

/** How a promise is called in docs/promises.md. */
export function promiseOf(violated: string): string {
  return (promises as Readonly<Record<string, string>>)[violated] ?? (violated satisfies string as Promised);
}

function plain(
  kind: Finding['kind'],
  name: string,
  found: Exploration,
  seconds: number,
): Omit<Finding, 'ok'> {
  const { states, depth, complete, violated, counterexample, failure } = found;
  return {
    kind,
    name,
    states,
    depth,
    complete,
    seconds,
    ...(violated !== undefined && { violated }),
    ...(counterexample !== undefined && { story: storyOf(counterexample) }),
    ...(failure !== undefined && { failure }),
  };
}

async function timed<T extends object>(run: () => Promise<T>): Promise<T & { readonly seconds: number }> {
  const begun = performance.now();
  const done = await run();
  return { ...done, seconds: Number(((performance.now() - begun) / 1000).toFixed(1)) };
}
