import { expect, test } from 'vitest';
import { inSlices } from '../../../foundation/steps.ts';
import { examineDefinition } from '../check-definition.ts';

const elsewhere = async () => undefined;

async function issuesOf(resource: string, parameters: unknown, isJsonata = false) {
  const state = {
    Type: 'Task',
    Resource: `arn:aws:states:::${resource}`,
    [isJsonata ? 'Arguments' : 'Parameters']: parameters,
    End: true,
  };
  const machine = { StartAt: 'A', States: { A: state }, ...(isJsonata && { QueryLanguage: 'JSONata' }) };
  return (await inSlices(examineDefinition(JSON.stringify(machine), 'STANDARD', elsewhere))).issues;
}

test.each([
  ['lambda:invoke', { FunctionName: 'f', 'Payload.$': '$', Qualifier: '1' }],
  ['lambda:invoke.waitForTaskToken', { 'FunctionName.$': '$.f', Payload: { 'token.$': '$$.Task.Token' } }],
  ['sqs:sendMessage', { 'QueueUrl.$': '$.queue', MessageBody: 'b', MessageGroupId: 'g' }],
  ['sns:publish', { TopicArn: 't', 'Message.$': '$' }],
  ['sns:publish', { PhoneNumber: '+491', Message: 'm', Subject: 's' }],
  ['events:putEvents', { Entries: [] }],
  ['states:startExecution.sync:2', { StateMachineArn: 'm', 'Name.$': '$.n', Input: {} }],
])('%s takes %j', async (resource, parameters) => {
  expect(await issuesOf(resource, parameters)).toEqual([]);
});

test.each([
  ['lambda:invoke', {}, "The field 'FunctionName' is required but was missing"],
  ['lambda:invoke', undefined, "The field 'FunctionName' is required but was missing"],
  ['lambda:invoke', { FunctionName: 'f', Foo: 1 }, "The field 'Foo' is not supported by Step Functions"],
  ['sqs:sendMessage', { QueueUrl: 'q' }, "The field 'MessageBody' is required but was missing"],
  [
    'sqs:sendMessage.waitForTaskToken',
    { MessageBody: 'b' },
    "The field 'QueueUrl' is required but was missing",
  ],
  ['sns:publish', { TopicArn: 't' }, "The field 'Message' is required but was missing"],
  ['events:putEvents', {}, "The field 'Entries' is required but was missing"],
  ['states:startExecution', { Input: {} }, "The field 'StateMachineArn' is required but was missing"],
])('%s refuses %j', async (resource, parameters, message) => {
  expect(await issuesOf(resource, parameters)).toMatchObject([{ message, location: '/States/A/Parameters' }]);
});

test('arguments in JSONata are held against the same, as far as they are no expression', async () => {
  expect(await issuesOf('lambda:invoke', { FunctionName: '{% $states.input.f %}' }, true)).toEqual([]);
  expect(await issuesOf('lambda:invoke', "{% {'FunctionName': 'f'} %}", true)).toEqual([]);
  expect(await issuesOf('lambda:invoke', { Payload: 1 }, true)).toMatchObject([
    { message: "The field 'FunctionName' is required but was missing", location: '/States/A/Arguments' },
  ]);
});
