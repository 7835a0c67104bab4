import { resultTypes } from '@callback-relay/contract';
import type { LogEntry } from '@callback-relay/local';
import { correlationIdOf, executionArnOf, parseJson } from './correlation.ts';
import type { Links } from './links.ts';
import { nameOf, type Station } from './trace-step.ts';

type CallEntry = Extract<LogEntry, { kind: 'call' }>;
type Input = Record<string, unknown>;

/** A step before its actor, tone and execution are known. */
export interface CallStep {
  readonly station?: Station;
  readonly correlationId?: string | undefined;
  readonly executionArn?: string;
  readonly text: string;
  /** Why the entry was not taken, where the call as a whole was answered. */
  readonly refusal?: string;
}

type Show = (call: CallEntry, links: Links) => readonly CallStep[];

const results: ReadonlySet<unknown> = new Set([resultTypes.succeeded, resultTypes.failed]);

const settles =
  (text: string, station?: Station): Show =>
  ({ input }, links) => [
    {
      ...(station && { station }),
      correlationId: links.callbackOfToken(String(input.taskToken)),
      text: input.error === undefined ? text : `${text} ${input.error}`,
    },
  ];

/** The calls that move a callback on. Reads and bookkeeping are left out. */
const shows: Readonly<Record<string, Show>> = {
  'states:StartExecution': ({ output }) => {
    const { executionArn } = (output ?? {}) as { executionArn?: string };
    if (executionArn === undefined) return [{ text: 'starts an execution' }];
    return [{ station: 'started', executionArn, text: `starts ${nameOf(executionArn)}` }];
  },
  'states:StopExecution': ({ input }) => [
    { executionArn: String(input.executionArn), text: `stops ${nameOf(input.executionArn)}` },
  ],
  'states:RedriveExecution': ({ input }) => [
    { executionArn: String(input.executionArn), text: `redrives ${nameOf(input.executionArn)}` },
  ],
  'states:SendTaskSuccess': settles('calls Step Functions: SendTaskSuccess', 'settled'),
  'states:SendTaskFailure': settles('calls Step Functions: SendTaskFailure', 'settled'),
  'states:SendTaskHeartbeat': settles('calls Step Functions: SendTaskHeartbeat'),
  'dynamodb:PutItem': row('puts the row'),
  'dynamodb:UpdateItem': row('updates the row', true),
  'dynamodb:DeleteItem': row('deletes the row'),
  'sqs:SendMessage': ({ input }) => [sent(input.MessageBody, input.QueueUrl)],
  'sqs:SendMessageBatch': ({ input }) =>
    entriesOf(input).map(({ MessageBody }) => sent(MessageBody, input.QueueUrl)),
  'sqs:ReceiveMessage': ({ input, output }) =>
    (((output as Input | undefined)?.Messages ?? []) as Input[]).map(({ Body }) => {
      const message = parseJson(Body);
      const text = `takes from ${nameOf(input.QueueUrl)}`;
      const execution = aboutExecution(message);
      if (execution.executionArn !== undefined) return { ...execution, text };
      const isEvent = typeof message === 'object' && message !== null && 'detail-type' in message;
      const station = isEvent ? ('result-received' as const) : ('request-received' as const);
      return { station, correlationId: correlationIdOf(message), text };
    }),
  'events:PutEvents': ({ input, output }) => {
    const answers = entriesOf((output ?? {}) as Input);
    return entriesOf(input).map(({ Detail, DetailType, EventBusName }, index) => {
      const { ErrorCode, ErrorMessage } = answers[index] ?? {};
      const isTaken = ErrorCode === undefined;
      return {
        ...(results.has(DetailType) && isTaken && { station: 'result-published' as const }),
        correlationId: correlationIdOf(parseJson(Detail)),
        text: `publishes "${DetailType}" to ${nameOf(EventBusName ?? 'default')}`,
        ...(!isTaken && { refusal: `${ErrorCode}: ${ErrorMessage}` }),
      };
    });
  },
};

/** The rows of one callback are changed by updates alone; a key with `#` is not a correlation ID. */
function row(what: string, isStation = false): Show {
  return ({ input, caller }, links) => {
    const isOpening = links.isRequester(caller.sessionName ?? '');
    const key = (input.Key ?? input.Item) as Record<string, { S?: string }> | undefined;
    const id = key?.correlationId?.S;
    return [
      {
        ...(isStation && { station: isOpening ? ('opened' as const) : ('claimed' as const) }),
        correlationId: id?.includes('#') ? undefined : id,
        text: `${what} in ${nameOf(input.TableName)}`,
      },
    ];
  };
}

function aboutExecution(message: unknown): { executionArn?: string } {
  const executionArn = executionArnOf(message);
  return executionArn === undefined ? {} : { executionArn };
}

function sent(body: unknown, queueUrl: unknown): CallStep {
  const message = parseJson(body);
  const text = `sends to ${nameOf(queueUrl)}`;
  const execution = aboutExecution(message);
  if (execution.executionArn !== undefined) return { ...execution, text };
  return { station: 'requested', correlationId: correlationIdOf(message), text };
}

/** What a call shows, undefined for a call that is not shown. */
export function callSteps(call: CallEntry, links: Links): readonly CallStep[] | undefined {
  return shows[`${call.service}:${call.operation}`]?.(call, links);
}

function entriesOf(input: Input): Input[] {
  return Array.isArray(input.Entries) ? (input.Entries as Input[]) : [];
}
