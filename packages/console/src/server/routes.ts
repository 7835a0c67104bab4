import { verdicts } from '@callback-relay/contract';
import {
  allowSource,
  answerByHand,
  explain,
  listDeadLetterQueues,
  listExecutions,
  listMachines,
  listResources,
  OperatorError,
  peekDeadLetters,
  readHistory,
  readLogs,
  readVerdicts,
  redriveDeadLetters,
  redriveStatus,
  type Stage,
  showCallback,
  showExecution,
  startExecution,
} from '@callback-relay/operator';
import * as z from 'zod';

/** What a path of the page's API does. `input` is the query of a GET, the body of a POST. */
type Route = (stage: Stage, input: unknown) => Promise<unknown>;

function route<Input>(
  schema: z.ZodType<Input>,
  run: (stage: Stage, input: Input) => Promise<unknown>,
): Route {
  return (stage, input) => {
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new OperatorError('invalid-input', z.prettifyError(parsed.error));
    return run(stage, parsed.data);
  };
}

const text = z.string().max(400_000);
const none = z.object({});
const why = z.string().max(4096);
const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('succeed'), id: text, why, output: text }),
  z.object({ kind: z.literal('fail'), id: text, why, error: text, cause: text }),
  z.object({ kind: z.literal('heartbeat'), id: text, why, progress: text.optional() }),
]);

export const routes: Readonly<Record<string, Route>> = {
  'GET session': route(none, async (stage) => ({
    stage: stage.name,
    endpoint: stage.endpoint,
    caller: await stage.caller(),
    now: stage.now(),
    verdicts,
  })),
  'GET callback': route(z.object({ id: text }), (stage, { id }) => showCallback(stage, id)),
  'GET explain': route(z.object({ target: text }), (stage, { target }) => explain(stage, target)),
  'GET machines': route(none, (stage) => listMachines(stage)),
  'GET executions': route(
    z.object({ stateMachine: text, status: text.optional() }),
    (stage, { stateMachine, status }) =>
      listExecutions(stage, { stateMachine, limit: 200, ...(status !== undefined && { status }) }),
  ),
  'GET execution': route(z.object({ arn: text }), async (stage, { arn }) => {
    const [execution, history] = await Promise.all([showExecution(stage, arn), historyOrNote(stage, arn)]);
    return { execution, ...history };
  }),
  'GET verdicts': route(z.object({ since: z.coerce.number().default(0) }), (stage, { since }) =>
    readVerdicts(stage, { since }),
  ),
  'GET dead-letter-queues': route(none, (stage) => listDeadLetterQueues(stage)),
  'GET dead-letters': route(z.object({ queue: text }), (stage, { queue }) => peekDeadLetters(stage, queue)),
  'GET redrive': route(
    z.object({ queue: text }),
    async (stage, { queue }) => (await redriveStatus(stage, queue)) ?? null,
  ),
  'GET resources': route(none, (stage) => listResources(stage)),
  'GET logs': route(z.object({ functionName: text }), (stage, { functionName }) =>
    readLogs(stage, { functionName, since: stage.now() - 3_600_000, limit: 500 }),
  ),
  'POST answer': route(answer, (stage, { id, why: reason, ...given }) => {
    if (given.kind !== 'heartbeat' || given.progress !== undefined)
      return answerByHand(stage, id, given as never, reason);
    return answerByHand(stage, id, { kind: 'heartbeat' }, reason);
  }),
  'POST allow': route(z.object({ id: text, source: text, why }), (stage, { id, source, why: reason }) =>
    allowSource(stage, id, source, reason),
  ),
  'POST executions': route(z.object({ stateMachine: text, input: text }), (stage, input) =>
    startExecution(stage, input),
  ),
  'POST redrive': route(z.object({ queue: text }), (stage, { queue }) => redriveDeadLetters(stage, queue)),
};

/** Histories need a right of their own: without it an execution is still shown. */
async function historyOrNote(stage: Stage, arn: string) {
  try {
    return { events: await readHistory(stage, arn) };
  } catch (error) {
    if (error instanceof OperatorError && error.code === 'access-denied')
      return { events: [], note: error.message };
    throw error;
  }
}
