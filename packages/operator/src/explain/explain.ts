import { executionKeyOf } from '@callback-relay/callbacks-table';
import { callbackReader } from '@callback-relay/callbacks-table/dynamodb';
import { isExecutionArn, showExecution } from '../executions/executions.ts';
import { attempt } from '../operator-error.ts';
import type { Stage } from '../stage/stage.ts';
import type { Cause } from './cause.ts';
import { causesOf } from './causes.ts';
import { gatherFacts } from './gather.ts';

export interface Explanation {
  readonly target: string;
  /** `undefined` where an execution waits for no callback. */
  readonly correlationId?: string;
  readonly cause: Cause;
  /** What else was found. */
  readonly also: readonly Cause[];
}

/** Why a callback, or each callback of an execution, sleeps. @throws OperatorError */
export async function explain(stage: Stage, target: string): Promise<readonly Explanation[]> {
  if (!isExecutionArn(target)) return [await explainCallback(stage, target, target)];
  const reader = callbackReader(stage.clients.dynamodb, stage.names.callbacksTable);
  const open = await attempt("looking for the execution's callbacks", () =>
    reader.ofExecution(executionKeyOf(target)),
  );
  if (open.length === 0) return [await explainExecution(stage, target)];
  return Promise.all(open.map((correlationId) => explainCallback(stage, target, correlationId)));
}

async function explainCallback(stage: Stage, target: string, correlationId: string): Promise<Explanation> {
  const [cause, ...also] = causesOf(await gatherFacts(stage, correlationId));
  return { target, correlationId, cause: cause as Cause, also };
}

/** An execution that has no open callback. */
async function explainExecution(stage: Stage, target: string): Promise<Explanation> {
  const { status, error, cause } = await showExecution(stage, target);
  const running = status === 'RUNNING';
  return {
    target,
    also: [],
    cause: {
      code: running ? 'no-answer-yet' : 'settled',
      says: running
        ? 'The execution runs, and waits for no callback.'
        : `The execution has ended: ${status}.`,
      evidence: [[error, cause].filter(Boolean).join(': ')].filter(Boolean),
      todo: running
        ? [
            `Look where it is: callback-relay history ${target}. Did the requester fail? Its log has "callback not opened".`,
          ]
        : [],
    },
  };
}
