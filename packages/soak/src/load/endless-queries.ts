import { setTimeout } from 'node:timers/promises';
import { DescribeExecutionCommand, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { names } from '../app/names.ts';
import type { Supervisor } from '../runtime/supervisor.ts';
import { createClients } from './clients.ts';

export interface EndlessQueries {
  readonly queriesEndedMs: number;
  readonly healthMs: number;
}

const PAUSE_MS = 5;
const LONGEST_MS = 60_000;
const WANTED = 'States.QueryEvaluationError';

/**
 * Runs expressions that have no end, or no end of memory, all at once, and asks for the runtime's health meanwhile.
 * @throws Error when one of them ends otherwise than Step Functions ends it, or not within a minute
 */
export async function runEndlessQueries(supervisor: Supervisor): Promise<EndlessQueries> {
  await supervisor.up();
  const clients = createClients(supervisor.endpoint);
  const begun = performance.now();
  try {
    let isOver = false;
    const health = longestHealthCheck(supervisor.endpoint, () => isOver);
    const ends = names.endless.map(async (name) => {
      const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
      const { executionArn } = await clients.states.send(new StartExecutionCommand({ stateMachineArn }));
      for (;;) {
        const { status, error } = await clients.states.send(new DescribeExecutionCommand({ executionArn }));
        if (status === 'FAILED' && error === WANTED) return;
        const isLate = performance.now() - begun > LONGEST_MS;
        if (status !== 'RUNNING' || isLate)
          throw new Error(`${name} is ${status} with ${error}, not FAILED with ${WANTED}`);
        await setTimeout(PAUSE_MS * 10);
      }
    });
    const ended = await Promise.allSettled(ends);
    const queriesEndedMs = Math.round(performance.now() - begun);
    isOver = true;
    const healthMs = Math.round(await health);
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
    return { queriesEndedMs, healthMs };
  } finally {
    clients.destroy();
  }
}

/** Milliseconds. */
async function longestHealthCheck(endpoint: string, isOver: () => boolean): Promise<number> {
  let longest = 0;
  while (!isOver()) {
    const begun = performance.now();
    await (await fetch(`${endpoint}/_local/health`)).text();
    longest = Math.max(longest, performance.now() - begun);
    await setTimeout(PAUSE_MS);
  }
  return longest;
}
