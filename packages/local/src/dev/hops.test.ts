import { expect, test } from 'vitest';
import type { LogEntry } from '../boot/log.ts';
import { shortId } from './hop.ts';
import { createHopReader } from './hops.ts';
import { commonPrefix, hopLine, painter } from './paint.ts';

const caller = {
  account: '000000000000',
  region: 'us-east-1',
  roleArn: 'arn:aws:iam::0:role/r',
  sessionName: 'requester',
};
const call = (
  service: string,
  operation: string,
  input: Record<string, unknown>,
  outcome: object = { output: {} },
) => ({ kind: 'call', service, operation, input, caller, ...outcome }) as LogEntry;

const correlationId = 'even-odd:hwxUorvxdtnsWiVv';
const executionArn = 'arn:aws:states:us-east-1:000000000000:execution:machine:run-1';
const token = 'T'.repeat(600);

test('a callback is followed from its row over queue and bus to the answer', () => {
  const read = createHopReader();
  const row = {
    Item: { correlationId: { S: correlationId }, execution: { S: executionArn }, token: { S: token } },
  };
  const entries: LogEntry[] = [
    call('dynamodb', 'PutItem', { TableName: 'callbacks', ...row }),
    call('sqs', 'SendMessage', {
      QueueUrl: 'http://127.0.0.1:1/0/requests',
      MessageBody: JSON.stringify({ correlationId }),
    }),
    call('events', 'PutEvents', {
      Entries: [{ DetailType: 'Done', EventBusName: 'bus', Detail: JSON.stringify({ correlationId }) }],
    }),
    call('states', 'SendTaskSuccess', { taskToken: token, output: '{}' }),
    { kind: 'history', executionArn, event: { type: 'TaskSucceeded' } } as LogEntry,
    {
      kind: 'line',
      functionName: 'relay',
      requestId: 'r',
      text: JSON.stringify({ message: 'verdict', verdict: 'delivered', correlationId }),
    },
  ];
  const hops = entries.flatMap(read);
  expect(hops.map(({ text }) => text)).toEqual([
    'puts the row in callbacks',
    'sends to requests',
    'publishes "Done" to bus',
    'tells Step Functions: SendTaskSuccess',
    'run-1: TaskSucceeded',
    'verdict delivered',
  ]);
  expect(hops.every((hop) => hop.correlationId === correlationId)).toBe(true);
  expect(JSON.stringify(hops)).not.toContain(token);
});

test('a call that was refused is told with its error, also one that is not shown otherwise', () => {
  const error = Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
  const [hop] = createHopReader()(call('states', 'ListExecutions', {}, { error }));
  expect(hop).toMatchObject({
    tone: 'bad',
    text: 'states:ListExecutions: AccessDeniedException: not authorized',
  });
});

test('reads, metrics and batches that went well are left out', () => {
  const read = createHopReader();
  const quiet: LogEntry[] = [
    call('dynamodb', 'GetItem', {}),
    { kind: 'line', functionName: 'relay', requestId: 'r', text: '{"_aws":{}}' },
    { kind: 'mapping', functionName: 'relay', result: 'OK' },
  ];
  expect(quiet.flatMap(read)).toEqual([]);
});

test('a correlation ID is shortened to eight characters after its namespace', () => {
  expect(shortId(correlationId)).toBe('even-odd:hwxUorvx');
  expect(shortId('abcdefghijkl')).toBe('abcdefgh');
});

test('a line has colours only for a terminal', () => {
  const hop = {
    correlationId,
    actor: 'app-dev-worker',
    text: 'takes from app-dev-requests',
    tone: 'good',
  } as const;
  const plain = hopLine(hop, 0, painter(false), 'app-dev-');
  expect(plain).toMatch(/^\d\d:\d\d:00\.000 {2}even-odd:hwxUorvx +worker +takes from requests$/);
  expect(hopLine(hop, 0, painter(true), 'app-dev-')).toContain('\u001b[');
});

test('what all names begin with ends at a hyphen', () => {
  expect(commonPrefix(['app-dev-worker', 'app-dev-wasps', 'app-dev-relay'])).toBe('app-dev-');
  expect(commonPrefix(['app-dev', 'app-dev-wasps'])).toBe('app-');
  expect(commonPrefix(['only'])).toBe('');
});
