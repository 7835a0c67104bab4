import {
  allowSource,
  answerByHand,
  explain,
  listDeadLetterQueues,
  listExecutions,
  listMachines,
  listWaits,
  peekDeadLetters,
  readHistory,
  readVerdicts,
  redriveDeadLetters,
  type Stage,
  showCallback,
  showExecution,
  startExecution,
  waitOrders,
} from '@callback-relay/operator';
import * as z from 'zod';

/** One operation as an agent sees it. */
export interface Tool {
  readonly name: string;
  readonly description: string;
  /** Whether it changes anything; such tools are offered only when answers are allowed. */
  readonly acts: boolean;
  readonly input: Record<string, z.ZodType>;
  readonly run: (stage: Stage, input: never) => Promise<unknown>;
}

const id = z.string().describe('Correlation ID, as orders:order-1234/payment');
const executionArn = z.string().describe('ARN of an execution');
const why = z.string().min(1).max(1024).describe('Why you answer: kept with the answer, for audit');
const limit = z.int().min(1).max(1000).default(50);

/** A tool whose input has the type that its schema says. */
function tool<Input extends Record<string, z.ZodType>>(
  name: string,
  description: string,
  input: Input,
  run: (stage: Stage, input: z.infer<z.ZodObject<Input>>) => Promise<unknown>,
  acts = false,
): Tool {
  return { name, description, input, run, acts };
}

export const tools: readonly Tool[] = [
  tool(
    'list_waits',
    'List the callbacks that wait for an answer, oldest first. Start here.',
    {
      order: z.enum(waitOrders).default('oldest'),
      limit,
      worker: z.string().optional().describe('Event source that may answer'),
      namespace: z.string().optional(),
      search: z.string().optional(),
    },
    (stage, { order, limit: most, worker, namespace, search }) =>
      listWaits(stage, {
        ...{ order, limit: most },
        ...(worker !== undefined && { worker }),
        ...(namespace !== undefined && { namespace }),
        ...(search !== undefined && { search }),
      }),
  ),
  tool(
    'show_callback',
    'Show one callback: state, request, heartbeats, verdicts and its way.',
    { id },
    (stage, input) => showCallback(stage, input.id),
  ),
  tool(
    'explain',
    'Say why a callback or an execution sleeps, what shows it, and what to do.',
    { target: z.string().describe('Correlation ID or execution ARN') },
    (stage, { target }) => explain(stage, target),
  ),
  tool('list_state_machines', 'List state machines.', {}, (stage) => listMachines(stage)),
  tool(
    'list_executions',
    'List the newest executions of a state machine.',
    { stateMachine: z.string().describe('Name or ARN'), limit },
    (stage, input) => listExecutions(stage, input),
  ),
  tool(
    'show_execution',
    'Show an execution: status, input, output, error, definition.',
    { executionArn },
    (stage, input) => showExecution(stage, input.executionArn),
  ),
  tool(
    'read_history',
    "Read an execution's history; task tokens are taken out.",
    { executionArn },
    (stage, input) => readHistory(stage, input.executionArn),
  ),
  tool(
    'list_verdicts',
    'List what the relay decided about result events lately.',
    { minutes: z.int().min(1).max(20_160).default(60), id: id.optional(), limit },
    (stage, input) =>
      readVerdicts(stage, {
        since: stage.now() - input.minutes * 60_000,
        limit: input.limit,
        ...(input.id !== undefined && { correlationId: input.id }),
      }),
  ),
  tool(
    'list_dead_letters',
    'Without a queue: the dead-letter queues and how much is in them. With one: what is in it.',
    { queue: z.string().optional(), limit },
    (stage, { queue, limit: most }) =>
      queue === undefined ? listDeadLetterQueues(stage) : peekDeadLetters(stage, queue, most),
  ),
  tool(
    'start_execution',
    'Start an execution of a state machine.',
    { stateMachine: z.string(), input: z.string().describe('JSON') },
    (stage, input) => startExecution(stage, input),
    true,
  ),
  tool(
    'succeed',
    'Answer a callback: the task succeeds with this output.',
    { id, output: z.string().describe('JSON'), why },
    (stage, input) => answerByHand(stage, input.id, { kind: 'succeed', output: input.output }, input.why),
    true,
  ),
  tool(
    'fail',
    'Answer a callback: the task fails with this error.',
    { id, error: z.string(), cause: z.string().default(''), why },
    (stage, input) =>
      answerByHand(stage, input.id, { kind: 'fail', error: input.error, cause: input.cause }, input.why),
    true,
  ),
  tool(
    'heartbeat',
    "Start a task's heartbeat timer again.",
    { id, why },
    (stage, input) => answerByHand(stage, input.id, { kind: 'heartbeat' }, input.why),
    true,
  ),
  tool(
    'allow',
    'Let another event source answer a callback.',
    { id, source: z.string(), why },
    (stage, input) => allowSource(stage, input.id, input.source, input.why),
    true,
  ),
  tool(
    'redrive',
    'Move the messages of a dead-letter queue back to where they came from.',
    { queue: z.string() },
    (stage, { queue }) => redriveDeadLetters(stage, queue),
    true,
  ),
];
