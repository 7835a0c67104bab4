import type { LogEntry } from '../boot/log.ts';
import { correlationIdOf, correlationIdOfRow, parseJson } from './correlation.ts';
import type { Hop } from './hop.ts';

type CallEntry = Extract<LogEntry, { kind: 'call' }>;
type Input = Record<string, unknown>;
type Show = (call: CallEntry) => readonly Omit<Hop, 'actor' | 'tone'>[];

/** The calls that move a callback on. Reads and bookkeeping are left out. */
const shows: Readonly<Record<string, Show>> = {
  'states:StartExecution': ({ output }) => [
    { text: `starts ${nameOf((output as Input | undefined)?.executionArn)}` },
  ],
  'states:StopExecution': ({ input }) => [{ text: `stops ${nameOf(input.executionArn)}` }],
  'states:SendTaskSuccess': () => [{ text: 'tells Step Functions: SendTaskSuccess' }],
  'states:SendTaskFailure': ({ input }) => [
    { text: `tells Step Functions: SendTaskFailure ${input.error ?? ''}` },
  ],
  'states:SendTaskHeartbeat': () => [{ text: 'tells Step Functions: SendTaskHeartbeat' }],
  'dynamodb:PutItem': ({ input }) => [row('puts the row', input, input.Item)],
  'dynamodb:UpdateItem': ({ input }) => [row('updates the row', input, input.Key)],
  'dynamodb:DeleteItem': ({ input }) => [row('deletes the row', input, input.Key)],
  'sqs:SendMessage': ({ input }) => [message('sends to', input.MessageBody, input.QueueUrl)],
  'sqs:SendMessageBatch': ({ input }) =>
    entriesOf(input).map(({ MessageBody }) => message('sends to', MessageBody, input.QueueUrl)),
  'sqs:ReceiveMessage': ({ input, output }) =>
    (((output as Input | undefined)?.Messages ?? []) as Input[]).map(({ Body }) =>
      message('takes from', Body, input.QueueUrl),
    ),
  'events:PutEvents': ({ input }) =>
    entriesOf(input).map(({ Detail, DetailType, EventBusName }) =>
      withId(
        correlationIdOf(parseJson(Detail)),
        `publishes "${DetailType}" to ${nameOf(EventBusName ?? 'default')}`,
      ),
    ),
};

/** `waiting`: the callback that the call's task token belongs to. */
export function callHops(call: CallEntry, waiting: string | undefined): readonly Hop[] {
  const show = shows[`${call.service}:${call.operation}`];
  const error = call.error as Error | undefined;
  // A rule's delivery is told as such.
  if (call.caller.servicePrincipal === 'events.amazonaws.com') return [];
  if (show === undefined)
    return error === undefined ? [] : [{ ...failure(call), actor: actorOf(call), tone: 'bad' }];
  return show(call).map((hop) => ({
    ...withId(waiting, hop.text),
    ...hop,
    text: error === undefined ? hop.text : `${hop.text}: ${error.name}: ${error.message}`,
    actor: actorOf(call),
    tone: error === undefined ? 'plain' : 'bad',
  }));
}

function failure({ service, operation, error }: CallEntry): { text: string } {
  const { name, message: why } = error as Error;
  return { text: `${service}:${operation}: ${name}: ${why}` };
}

function actorOf({ caller }: CallEntry): string {
  return caller.sessionName ?? caller.servicePrincipal ?? (caller.roleArn ? nameOf(caller.roleArn) : 'you');
}

function row(
  what: string,
  { TableName }: Input,
  attributes: unknown,
): { text: string; correlationId?: string } {
  return withId(correlationIdOfRow(attributes), `${what} in ${nameOf(TableName)}`);
}

function message(what: string, body: unknown, queueUrl: unknown): { text: string; correlationId?: string } {
  return withId(correlationIdOf(parseJson(body)), `${what} ${nameOf(queueUrl)}`);
}

function withId(correlationId: string | undefined, text: string): { text: string; correlationId?: string } {
  return { ...(correlationId !== undefined && { correlationId }), text };
}

/** The last part of an ARN, a URL or a path. */
export function nameOf(address: unknown): string {
  return String(address).split(/[:/]/).at(-1) ?? '';
}

function entriesOf(input: Input): Input[] {
  return Array.isArray(input.Entries) ? (input.Entries as Input[]) : [];
}
