import { describe, expect, test } from 'vitest';
import type { Caller } from '../../src/foundation/service.ts';
import { definitions } from '../../src/service-definitions.ts';

const caller: Caller = { account: '111122223333', region: 'eu-west-1' };
const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/callbacks';
const machine = 'arn:aws:states:eu-west-1:111122223333:stateMachine:shop';

const lookups = {
  partitionKeyOf: (_: string, index?: string) => (index === undefined ? 'pk' : 'state'),
  stateMachineOf: (token: string) => (token === 'known' ? machine : undefined),
  queueArnOf: () => undefined,
};

function actions(service: string, operation: string, input: Record<string, unknown>, by: Caller = caller) {
  const definition = definitions.find(({ iamPrefix }) => iamPrefix === service);
  return (definition?.requestContext(lookups)(operation, input, by) ?? []).map(
    ({ action, resource, context }) => [action, resource, context],
  );
}

describe('sqs', () => {
  const QueueUrl = 'http://127.0.0.1:4566/111122223333/orders';
  const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';

  test.each([
    ['SendMessage', 'sqs:SendMessage'],
    ['SendMessageBatch', 'sqs:SendMessage'],
    ['DeleteMessageBatch', 'sqs:DeleteMessage'],
    ['ChangeMessageVisibilityBatch', 'sqs:ChangeMessageVisibility'],
    ['GetQueueAttributes', 'sqs:GetQueueAttributes'],
  ])('%s is authorized as %s', (operation, action) => {
    expect(actions('sqs', operation, { QueueUrl })).toEqual([[action, queue, {}]]);
  });

  test('queues are named by name and owner, and move tasks by their source', () => {
    const named = { QueueName: 'orders', QueueOwnerAWSAccountId: '444455556666' };
    expect(actions('sqs', 'GetQueueUrl', named)[0]?.[1]).toBe('arn:aws:sqs:eu-west-1:444455556666:orders');
    expect(actions('sqs', 'StartMessageMoveTask', { SourceArn: queue })[0]?.[1]).toBe(queue);
    expect(actions('sqs', 'ListQueues', {})[0]?.[1]).toBe('*');
  });
});

describe('dynamodb', () => {
  test('PutItem tells key, attributes and what is returned', () => {
    const input = {
      TableName: 'callbacks',
      Item: { pk: { S: 'c-1' }, token: { S: 't' } },
      ReturnValues: 'ALL_OLD',
    };
    const context = {
      'dynamodb:leadingkeys': ['c-1'],
      'dynamodb:attributes': ['pk', 'token'],
      'dynamodb:returnvalues': ['ALL_OLD'],
      'dynamodb:select': [],
    };
    expect(actions('dynamodb', 'PutItem', input)).toEqual([['dynamodb:PutItem', table, context]]);
  });

  test('UpdateItem tells the attributes of its expressions: names resolved, first parts of paths, no functions or values', () => {
    const [[, , context] = []] = actions('dynamodb', 'UpdateItem', {
      TableName: table,
      Key: { pk: { S: 'c-1' } },
      UpdateExpression: 'SET #s = :s, log.entries[0] = if_not_exists(started, :now), n = n + :one REMOVE #t',
      ConditionExpression: 'attribute_exists(pk) AND (#s IN (:a, :b) OR size(owner) < :n)',
      ExpressionAttributeNames: { '#s': 'state', '#t': 'token' },
    });
    expect(new Set((context as Record<string, string[]>)['dynamodb:attributes'])).toEqual(
      new Set(['pk', 'state', 'log', 'started', 'n', 'token', 'owner']),
    );
  });

  test('Query on an index is about the index and its own key', () => {
    const [[action, resource, context] = []] = actions('dynamodb', 'Query', {
      TableName: 'callbacks',
      IndexName: 'by-state',
      KeyConditionExpression: 'due = :now AND #s = :s',
      ExpressionAttributeNames: { '#s': 'state' },
      ExpressionAttributeValues: { ':s': { S: 'waiting' }, ':now': { N: '7' } },
    });
    expect([action, resource]).toEqual(['dynamodb:Query', `${table}/index/by-state`]);
    expect(context).toMatchObject({
      'dynamodb:leadingkeys': ['waiting'],
      'dynamodb:attributes': ['due', 'state'],
      'dynamodb:select': ['ALL_PROJECTED_ATTRIBUTES'],
    });
  });

  test('a batch is one fact a table, with all its keys', () => {
    const RequestItems = {
      callbacks: [
        { PutRequest: { Item: { pk: { S: 'a' }, x: { N: '1' } } } },
        { DeleteRequest: { Key: { pk: { S: 'b' } } } },
      ],
      audit: [{ PutRequest: { Item: { pk: { S: 'c' } } } }],
    };
    const found = actions('dynamodb', 'BatchWriteItem', { RequestItems });
    expect(found.map(([action, resource]) => [action, resource])).toEqual([
      ['dynamodb:BatchWriteItem', table],
      ['dynamodb:BatchWriteItem', table.replace('callbacks', 'audit')],
    ]);
    expect(found[0]?.[2]).toMatchObject({
      'dynamodb:leadingkeys': ['a', 'b'],
      'dynamodb:attributes': ['pk', 'x'],
    });
    const read = actions('dynamodb', 'BatchGetItem', {
      RequestItems: { callbacks: { Keys: [{ pk: { S: 'd' } }] } },
    });
    expect(read[0]?.[2]).toMatchObject({ 'dynamodb:leadingkeys': ['d'] });
  });

  test('a transaction is one fact an item, under the action of each', () => {
    const TransactItems = [
      { Put: { TableName: 'callbacks', Item: { pk: { S: 'a' } } } },
      {
        ConditionCheck: {
          TableName: 'audit',
          Key: { pk: { S: 'b' } },
          ConditionExpression: 'attribute_exists(pk)',
        },
      },
    ];
    expect(actions('dynamodb', 'TransactWriteItems', { TransactItems }).map(([action]) => action)).toEqual([
      'dynamodb:PutItem',
      'dynamodb:ConditionCheckItem',
    ]);
  });
});

describe('events', () => {
  test('PutEvents is one fact an entry, with source and detail type', () => {
    const bus = 'arn:aws:events:eu-west-1:444455556666:event-bus/shop';
    const Entries = [
      { Source: 'a', DetailType: 'A', EventBusName: bus },
      { Source: 'b', DetailType: 'B' },
    ];
    const context = (source: string, type: string) => ({
      'events:source': [source],
      'events:detail-type': [type],
      'events:eventbusinvocation': ['false'],
    });
    expect(actions('events', 'PutEvents', { Entries })).toEqual([
      ['events:PutEvents', bus, context('a', 'A')],
      ['events:PutEvents', 'arn:aws:events:eu-west-1:111122223333:event-bus/default', context('b', 'B')],
    ]);
  });

  test.each([
    ['PutRule', { Name: 'r', EventBusName: 'shop' }, 'rule/shop/r'],
    ['PutTargets', { Rule: 'r' }, 'rule/r'],
    ['ListTargetsByRule', { Rule: 'r' }, 'rule/r'],
    ['DescribeEventBus', { Name: 'shop' }, 'event-bus/shop'],
    ['PutPermission', { EventBusName: 'shop' }, 'event-bus/shop'],
    [
      'DescribeRule',
      { Name: 'r', EventBusName: 'arn:aws:events:eu-west-1:111122223333:event-bus/shop' },
      'rule/shop/r',
    ],
  ])('%s of %j is about %s', (operation, input, resource) => {
    expect(actions('events', operation, input)).toEqual([
      [`events:${operation}`, `arn:aws:events:eu-west-1:111122223333:${resource}`, {}],
    ]);
  });
});

test.each([
  ['events', 'ListRules'],
  ['events', 'TestEventPattern'],
  ['dynamodb', 'ListTables'],
  ['lambda', 'ListFunctions'],
  ['states', 'ListStateMachines'],
])('%s:%s is about no resource', (service, operation) => {
  expect(actions(service, operation, {})).toEqual([[`${service}:${operation}`, '*', {}]]);
});

describe('states and lambda', () => {
  test('task answers are about the machine of the token', () => {
    expect(actions('states', 'SendTaskSuccess', { taskToken: 'known' })).toEqual([
      ['states:SendTaskSuccess', machine, {}],
    ]);
    expect(actions('states', 'SendTaskHeartbeat', { taskToken: 'other' })).toEqual([
      ['states:SendTaskHeartbeat', undefined, {}],
    ]);
  });

  test('executions and machines are about themselves', () => {
    expect(actions('states', 'StartExecution', { stateMachineArn: machine, name: 'x' })[0]?.[1]).toBe(
      machine,
    );
    const execution = machine.replace('stateMachine', 'execution');
    expect(actions('states', 'StopExecution', { executionArn: `${execution}:x` })[0]?.[1]).toBe(
      `${execution}:x`,
    );
    expect(actions('states', 'RedriveExecution', { executionArn: `${execution}:x` })).toEqual([
      ['states:RedriveExecution', `${execution}:x`, {}],
    ]);
    expect(actions('states', 'CreateStateMachine', { name: 'shop' })[0]?.[1]).toBe(machine);
  });

  test.each<[string, object, string]>([
    ['StartExecution', { stateMachineArn: `${machine}:live`, name: 'x' }, `${machine}:live`],
    ['DeleteStateMachineVersion', { stateMachineVersionArn: `${machine}:1` }, `${machine}:1`],
    ['DescribeStateMachineAlias', { stateMachineAliasArn: `${machine}:live` }, `${machine}:live`],
    ['CreateActivity', { name: 'a' }, machine.replace('stateMachine:shop', 'activity:a')],
    [
      'GetActivityTask',
      { activityArn: machine.replace('stateMachine:shop', 'activity:a') },
      machine.replace('stateMachine:shop', 'activity:a'),
    ],
    ['TagResource', { resourceArn: machine }, machine],
    ['TestState', { definition: '{}', name: 'x' }, '*'],
  ])('%s of %j is about %s', (operation, input, resource) => {
    expect(actions('states', operation, input as Record<string, unknown>)[0]?.[1]).toBe(resource);
  });

  test.each([
    [{ FunctionName: 'relay' }, 'relay'],
    [{ FunctionName: '111122223333:function:relay' }, 'relay'],
    [
      { FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:relay', Qualifier: 'live' },
      'relay:live',
    ],
  ])('Invoke of %j is lambda:InvokeFunction', (input, name) => {
    const resource = `arn:aws:lambda:eu-west-1:111122223333:function:${name}`;
    expect(actions('lambda', 'Invoke', input)).toEqual([['lambda:InvokeFunction', resource, {}]]);
  });
});
