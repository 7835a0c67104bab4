import { readFileSync } from 'node:fs';
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  DefinitionBody,
  JsonPath,
  Pass,
  QueryLanguage,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { templateOf, unbundled } from '../../test/templates.ts';
import { CallbackRelay } from '../relay/callback-relay.ts';
import { CallbackRequester } from '../requester/callback-requester.ts';
import { CallbackWorker } from '../worker/callback-worker.ts';
import { CallbackTask } from './callback-task.ts';
import type { CallbackTaskProps } from './callback-task-props.ts';

const timeout = Duration.minutes(5);

function taskIn(stack: Stack, props: Partial<CallbackTaskProps>): CallbackTask {
  const relay = CallbackRelay.fromStage(stack, 'Relay', 'dev');
  return new CallbackTask(stack, 'Ask', {
    requester: new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' }),
    worker: CallbackWorker.fromName(stack, { relay, workerName: 'payments' }),
    timeout,
    ...props,
  });
}

function newStack(): Stack {
  return new Stack(new App({ context: unbundled }), 'Test');
}

/** The state as Step Functions gets it, references spelt by name. */
function stateOf(props: Partial<CallbackTaskProps>, queryLanguage?: QueryLanguage) {
  const stack = newStack();
  const task = taskIn(stack, props);
  new StateMachine(stack, 'Machine', {
    definitionBody: DefinitionBody.fromChainable(task),
    ...(queryLanguage !== undefined && { queryLanguage }),
  });
  const [machine] = Object.values(
    Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine'),
  );
  const text = machine?.Properties.DefinitionString['Fn::Join'][1].map((part: string | object) =>
    typeof part === 'string' ? part : Object.values(part)[0],
  );
  return JSON.parse(text.join('')).States.Ask;
}

describe('the state', () => {
  it('passes the token, the context and the request to the requester, in JSONPath', () => {
    const state = stateOf({ heartbeat: Duration.seconds(30) });
    expect(state).toMatchObject({
      Type: 'Task',
      Resource: 'arn:AWS::Partition:states:::lambda:invoke.waitForTaskToken',
      TimeoutSeconds: 300,
      HeartbeatSeconds: 30,
    });
    expect(state.Parameters.Payload).toEqual({
      'taskToken.$': '$$.Task.Token',
      'executionArn.$': '$$.Execution.Id',
      'stateName.$': '$$.State.Name',
      'enteredTime.$': '$$.State.EnteredTime',
      'retryCount.$': '$$.State.RetryCount',
      'redriveCount.$': '$$.Execution.RedriveCount',
      'payload.$': '$',
      requestQueueUrl:
        'https://sqs.AWS::Region.AWS::URLSuffix/AWS::AccountId/callback-relay-dev-payments-requests',
      timeoutSeconds: 300,
      allowedSources: ['payments'],
      allowedAccounts: ['AWS::AccountId'],
    });
  });

  it('says the same in JSONata where its state machine does', () => {
    const state = stateOf({ businessKey: "{% 'order-' & $states.input.orderId %}" }, QueryLanguage.JSONATA);
    expect(state).not.toHaveProperty('Parameters');
    expect(state.Arguments.Payload).toMatchObject({
      taskToken: '{% $states.context.Task.Token %}',
      executionArn: '{% $states.context.Execution.Id %}',
      stateName: '{% $states.context.State.Name %}',
      enteredTime: '{% $states.context.State.EnteredTime %}',
      retryCount: '{% $states.context.State.RetryCount %}',
      redriveCount: '{% $states.context.Execution.RedriveCount %}',
      payload: '{% $states.input %}',
      businessKey: "{% 'order-' & $states.input.orderId %}",
    });
  });

  it('takes paths in payload, business key and item', () => {
    const { Payload } = stateOf({
      payload: { orderId: JsonPath.stringAt('$.orderId'), currency: 'EUR' },
      businessKey: JsonPath.format('order-{}/payment', JsonPath.stringAt('$.orderId')),
      item: JsonPath.numberAt('$$.Map.Item.Index'),
      allowedSources: ['payments', 'bank'],
    }).Parameters;
    expect(Payload).toMatchObject({
      payload: { 'orderId.$': '$.orderId', currency: 'EUR' },
      'businessKey.$': "States.Format('order-{}/payment', $.orderId)",
      'item.$': '$$.Map.Item.Index',
      allowedSources: ['payments', 'bank'],
    });
  });

  it('sends no request where no worker is named: what comes under its key from its sources is its answer', () => {
    const { Payload } = stateOf({
      worker: undefined,
      businessKey: 'order-1/stock',
      allowedSources: ['warehouse'],
    }).Parameters;
    expect(Payload).not.toHaveProperty('requestQueueUrl');
    expect(Payload).not.toHaveProperty('payload.$');
    expect(Payload).toMatchObject({
      businessKey: 'order-1/stock',
      allowedSources: ['warehouse'],
      allowedAccounts: ['AWS::AccountId'],
    });
  });

  it.each([
    ['no key', { allowedSources: ['warehouse'] }, /by which key and from which sources/],
    ['no sources', { businessKey: 'order-1/stock' }, /by which key and from which sources/],
    [
      'a payload',
      { businessKey: 'order-1/stock', allowedSources: ['warehouse'], payload: {} },
      /no worker is named/,
    ],
  ])('refuses a task without a worker with %s', (_, props, words) => {
    expect(() => stateOf({ worker: undefined, ...props })).toThrow(words);
  });

  it('is the state that docs/without-cdk.md shows', () => {
    const page = readFileSync(new URL('../../../docs/without-cdk.md', import.meta.url), 'utf8');
    const [, shown = ''] = /^## The task state$.*?^```json\n(.*?)^```$/ms.exec(page) ?? [];
    const filledIn = shown
      .replace(/"arn:aws:lambda:[^"]+"/, '"REQUESTER"')
      .replaceAll('REGION.amazonaws.com', 'AWS::Region.AWS::URLSuffix')
      .replaceAll('ACCOUNT', 'AWS::AccountId')
      .replaceAll('arn:aws:', 'arn:AWS::Partition:')
      .replaceAll('STAGE', 'dev');
    const written = stateOf({
      heartbeat: Duration.minutes(1),
      businessKey: JsonPath.format('order-{}/payment', JsonPath.stringAt('$.orderId')),
      retryOnTransientErrors: false,
    });
    expect({
      ...written,
      Parameters: { ...written.Parameters, FunctionName: 'REQUESTER' },
    }).toEqual(JSON.parse(filledIn));
  });

  it('tries opening again when a service hiccups, and never because the worker was silent', () => {
    const [retry] = stateOf({}).Retry;
    expect(retry.ErrorEquals).toContain('Lambda.TooManyRequestsException');
    expect(retry.ErrorEquals).not.toContain('States.Timeout');
    expect(retry.ErrorEquals).not.toContain('States.TaskFailed');
    expect(stateOf({ retryOnTransientErrors: false })).not.toHaveProperty('Retry');
  });

  it('takes Retry and Catch like every other state', () => {
    const stack = newStack();
    const task = taskIn(stack, { retryOnTransientErrors: false })
      .addRetry({ errors: ['Busy'], maxAttempts: 2 })
      .addCatch(new Pass(stack, 'Compensate'), { errors: ['States.Timeout'], resultPath: '$.error' });
    const state = JSON.stringify(stack.resolve(task.toStateJson()));
    expect(state).toContain('{"ErrorEquals":["Busy"],"MaxAttempts":2}');
    expect(state).toContain('{"ErrorEquals":["States.Timeout"],"ResultPath":"$.error","Next":"Compensate"}');
  });
});

it('lets the state machine invoke this requester, and the requester send to this queue, alone', () => {
  const template = templateOf((stack) => {
    new StateMachine(stack, 'Machine', {
      definitionBody: DefinitionBody.fromChainable(taskIn(Stack.of(stack), {})),
    });
  });
  const statements = Object.values(template.findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) => Properties.PolicyDocument.Statement,
  );
  const resourcesOf = (action: string) =>
    statements.filter(({ Action }) => [Action].flat().includes(action)).map(({ Resource }) => Resource);
  expect(resourcesOf('lambda:InvokeFunction')).toEqual([
    { 'Fn::GetAtt': [expect.stringMatching(/^Requester/), 'Arn'] },
  ]);
  expect(JSON.stringify(resourcesOf('sqs:SendMessage'))).toContain(':callback-relay-dev-payments-requests"');
});

describe('a wrong use fails at synth', () => {
  const wrongUses: readonly [string, Partial<CallbackTaskProps>, RegExp][] = [
    [
      'no timeout',
      { timeout: undefined as unknown as Duration },
      /^Test\/Ask: a callback task needs a timeout.*; given nothing; set timeout to/,
    ],
    [
      'a timeout of no time',
      { timeout: Duration.seconds(0) },
      /timeout is not between 1 s and a year.*given "0 s"/,
    ],
    [
      'a timeout over a year',
      { timeout: Duration.days(366) },
      /not between 1 s and a year.*given "31622400 s"/,
    ],
    [
      'a heartbeat as long as the timeout',
      { heartbeat: Duration.minutes(5) },
      /heartbeat is not shorter than the timeout of 300 s.*given "300 s"; lower heartbeat/,
    ],
    [
      'a token-shaped field in the payload',
      { payload: { taskToken: 'x' } },
      /the payload carries a task token.*given "taskToken"; leave it out/,
    ],
    [
      'the token itself in the payload',
      { payload: { reference: JsonPath.taskToken } },
      /the payload carries a task token/,
    ],
    [
      'the token in a JSONata payload',
      { payload: { reference: '{% $states.context.Task.Token %}' } },
      /the payload carries a task token/,
    ],
    ['an empty business key', { businessKey: '' }, /the key is empty; given ""; use a shorter text/],
    ['a business key of 300 characters', { businessKey: 'k'.repeat(300) }, /300 of at most 200 characters/],
    [
      'a business key that is a number',
      { businessKey: 42 as unknown as string },
      /businessKey is not text; given 42; write it as text/,
    ],
    [
      'a path as text for a business key, which would be one key for all executions',
      { businessKey: '$.orderId' },
      /businessKey is a path as text.*given "\$\.orderId"; write it as JsonPath\.stringAt\('\$\.orderId'\)/,
    ],
    [
      'an intrinsic function as text for a business key',
      { businessKey: "States.Format('order-{}', $.orderId)" },
      /businessKey is a call of an intrinsic function as text.*write it by JsonPath/,
    ],
    [
      'a path into the context object as text for an item',
      { item: '$$.Map.Item.Index' },
      /item is a path as text.*given "\$\$\.Map\.Item\.Index"/,
    ],
    [
      'a path in a list of the payload',
      { payload: { ids: [JsonPath.stringAt('$.id')] } },
      /^Test\/Ask: payload\.ids\[0\] is a path in a list.*make the list by JsonPath\.array/,
    ],
  ];
  it.each(wrongUses)('%s', (_, props, message) => {
    expect(() => taskIn(newStack(), props)).toThrow(message);
  });

  it('an Express workflow, and only that one', () => {
    const stack = newStack();
    new StateMachine(stack, 'Fast', {
      definitionBody: DefinitionBody.fromChainable(taskIn(stack, {})),
      stateMachineType: StateMachineType.EXPRESS,
    });
    new StateMachine(stack, 'Innocent', {
      definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Nothing')),
      stateMachineType: StateMachineType.EXPRESS,
    });
    expect(() => (stack.node.root as App).synth()).toThrow(
      /an Express workflow cannot wait for a task token; given "Test\/Fast"; make that state machine StateMachineType.STANDARD/,
    );
    expect(() => (stack.node.root as App).synth()).not.toThrow(/Innocent/);
  });
});
