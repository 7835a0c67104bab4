import { setTimeout } from 'node:timers/promises';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { names } from '../app/names.ts';
import type { Job } from '../app/work.ts';
import type { Clients } from './clients.ts';
import type { Ledger } from './ledger.ts';

export interface StarterOptions {
  readonly clients: Clients;
  readonly ledger: Ledger;
  /** Unique: part of the executions' names. */
  readonly name: string;
  readonly pauseMs: number;
  readonly isOver: () => boolean;
}

const RETRY_MS = 100;

/**
 * Starts executions one after the other, in turn of either state machine. Each is started again under its name until
 * that is acknowledged: a name that runs with the same input already is answered as the first time.
 */
export async function startExecutions({ clients, ledger, name, pauseMs, isOver }: StarterOptions) {
  for (let number = 0; !isOver(); number += 1) {
    const job: Job = { job: `${name}-${number}`, number };
    const machine = number % 2 === 0 ? names.attended : names.outside;
    const executionArn = await startOne(clients, machine, job, isOver);
    if (executionArn !== undefined) ledger.started({ executionArn, job });
    await setTimeout(pauseMs);
  }
}

/** Undefined where the time is over before it is acknowledged. */
async function startOne({ states }: Clients, machine: string, job: Job, isOver: () => boolean) {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
  const command = new StartExecutionCommand({ stateMachineArn, name: job.job, input: JSON.stringify(job) });
  while (!isOver()) {
    const answer = await states.send(command).catch(asRetryable);
    if (answer?.executionArn !== undefined) return answer.executionArn;
    await setTimeout(RETRY_MS);
  }
  return undefined;
}

/** What a client may try again; anything else is a mistake of the load or of the runtime, and ends the run. */
export function asRetryable(error: unknown): undefined {
  const { $metadata, name } = error as { $metadata?: { httpStatusCode?: number }; name?: string };
  const status = $metadata?.httpStatusCode;
  if (status === undefined || status >= 500 || name === 'ThrottlingException') return undefined;
  throw error;
}
