/** The thread that expressions are evaluated in which could hold the runtime: the runtime ends it in time. */
import { parentPort } from 'node:worker_threads';
import jsonata from 'jsonata';
import { systemIds } from '../ids.ts';
import { stepFunctionsBindings } from './bindings.ts';
import { type Evaluation, evaluationError, evaluationOf } from './result.ts';
import type { Task } from './threads.ts';

/** Calls within calls, and items, that an expression may make here. */
const BOUNDS = { stack: 500, sequence: 1_000_000 };

const evaluate = async ({ text, bindings, now }: Task): Promise<Evaluation> => {
  try {
    const expression = jsonata(text, BOUNDS);
    if (bindings === undefined) return { kind: 'nothing' };
    const outside = stepFunctionsBindings({ ids: systemIds, now: () => now });
    const given: Record<string, unknown> = JSON.parse(bindings);
    return evaluationOf(await expression.evaluate({}, { ...outside, ...given }));
  } catch (error) {
    return evaluationError(error);
  }
};

// The runtime counts the time from here: loading this took its own.
parentPort?.postMessage('ready');
parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await evaluate(task)));
