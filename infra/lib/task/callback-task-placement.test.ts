import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  DefinitionBody,
  DistributedMap,
  type IChainable,
  JsonPath,
  Map as MapState,
  Parallel,
  Pass,
  QueryLanguage,
  StateMachine,
  StateMachineFragment,
  TaskInput,
} from 'aws-cdk-lib/aws-stepfunctions';
import { describe, expect, it } from 'vitest';
import { unbundled } from '../../test/templates.ts';
import { CallbackRelay } from '../relay/callback-relay.ts';
import { CallbackRequester } from '../requester/callback-requester.ts';
import { CallbackWorker } from '../worker/callback-worker.ts';
import { CallbackTask } from './callback-task.ts';
import type { CallbackOptions, CallbackTaskProps } from './callback-task-props.ts';

interface Team {
  readonly stack: Stack;
  readonly options: CallbackOptions;
}

function newTeam(stack = new Stack(new App({ context: unbundled }), 'Test'), stage = 'dev'): Team {
  const relay = CallbackRelay.fromStage(stack, 'Relay', stage);
  const options = {
    requester: new CallbackRequester(stack, 'Requester', { relay, namespace: 'orders' }),
    worker: CallbackWorker.fromName(stack, { relay, workerName: 'payments' }),
    timeout: Duration.minutes(5),
  };
  return { stack, options };
}

function ask({ stack, options }: Team, props: Partial<CallbackTaskProps> = {}, id = 'Ask'): CallbackTask {
  return new CallbackTask(stack, id, { ...options, ...props });
}

function machineOf({ stack }: Team, start: IChainable, queryLanguage?: QueryLanguage, id = 'Machine') {
  return new StateMachine(stack, id, {
    definitionBody: DefinitionBody.fromChainable(start),
    ...(queryLanguage !== undefined && { queryLanguage }),
  });
}

/** All that the definitions say, references by name. */
function definitionOf({ stack }: Team): string {
  const machines = Template.fromStack(stack).findResources('AWS::StepFunctions::StateMachine');
  return Object.values(machines)
    .flatMap(({ Properties }) => Properties.DefinitionString['Fn::Join'][1])
    .map((part: unknown) => (typeof part === 'string' ? part : 'REFERENCE'))
    .join('');
}

describe('items of a Map differ with nothing said', () => {
  const inMap = (task: IChainable, team: Team, id = 'Each') =>
    new MapState(team.stack, id).itemProcessor(task);

  it('by the index of the item, in JSONPath', () => {
    const team = newTeam();
    machineOf(team, inMap(ask(team), team));
    expect(definitionOf(team)).toContain('"item.$":"$$.Map.Item.Index"');
  });

  it('by the index of the item, in JSONata', () => {
    const team = newTeam();
    const task = CallbackTask.jsonata(team.stack, 'Ask', team.options);
    machineOf(team, inMap(task, team), QueryLanguage.JSONATA);
    expect(definitionOf(team)).toContain('"item":"{% $states.context.Map.Item.Index %}"');
  });

  it('by the index of the innermost item in nested Maps, also within a Parallel', () => {
    const team = newTeam();
    const parallel = new Parallel(team.stack, 'Both').branch(ask(team, {}, 'One'), ask(team, {}, 'Two'));
    machineOf(team, inMap(inMap(parallel, team, 'Inner'), team));
    expect(definitionOf(team).match(/"item\.\$":"\$\$\.Map\.Item\.Index"/g)).toHaveLength(2);
  });

  it('by their own executions in a distributed Map, whose children have no index', () => {
    const team = newTeam();
    machineOf(team, new DistributedMap(team.stack, 'Each').itemProcessor(ask(team)));
    expect(definitionOf(team)).not.toContain('Map.Item.Index');
  });

  it('by what the author says, where he does', () => {
    const team = newTeam();
    machineOf(team, inMap(ask(team, { item: JsonPath.stringAt('$.sku') }), team));
    expect(definitionOf(team)).toContain('"item.$":"$.sku"');
    expect(definitionOf(team)).not.toContain('Map.Item.Index');
  });

  it('and a task outside any Map says nothing', () => {
    const team = newTeam();
    const each = inMap(ask(team, {}, 'Inside'), team);
    machineOf(team, ask(team, {}, 'Outside').next(each));
    expect(definitionOf(team).match(/Map\.Item\.Index/g)).toHaveLength(1);
  });
});

describe('the relay may answer the state machines that hold the task', () => {
  const granted = ({ stack }: Team) =>
    Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter(({ Action }) => [Action].flat().includes('states:SendTaskSuccess'))
      .flatMap(({ Resource }) => [Resource].flat().map(({ Ref }) => Ref.replace(/[0-9A-F]{8}$/, '')));

  it('wherever it stands in them, and no other', () => {
    const team = newTeam();
    machineOf(team, new Parallel(team.stack, 'Both').branch(ask(team)), undefined, 'Orders');
    machineOf(team, ask(team, {}, 'Other'), undefined, 'Returns');
    machineOf(team, new Pass(team.stack, 'Nothing'), undefined, 'Bystander');
    expect(granted(team).sort()).toEqual(['Orders', 'Returns']);
  });

  it('though it is part of a fragment, whose name CDK puts before its own', () => {
    const team = newTeam();
    class Asking extends StateMachineFragment {
      readonly startState = new CallbackTask(this, 'Ask', team.options);
      readonly endStates = this.startState.endStates;
    }
    const each = new MapState(team.stack, 'Each').itemProcessor(
      new Asking(team.stack, 'Payment').prefixStates(),
    );
    machineOf(team, each);
    expect(definitionOf(team)).toContain('"Payment: Ask"');
    expect(granted(team)).toEqual(['Machine']);
  });

  it('each by its own relay, where stacks of two stages are alike', () => {
    const app = new App({ context: unbundled });
    const stages = ['dev', 'prod'];
    const teams = stages.map((stage) => newTeam(new Stack(app, `Team-${stage}`), stage));
    for (const team of teams) machineOf(team, ask(team));
    const answering = teams.map(({ stack }) =>
      Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
        .filter(({ Properties }) => JSON.stringify(Properties).includes('states:SendTaskSuccess'))
        .map(({ Properties }) => JSON.stringify(Properties.Roles)),
    );
    expect(answering).toEqual(
      stages.map((stage) => [expect.stringContaining(`callback-relay-${stage}-relay-`)]),
    );
    for (const team of teams) expect(granted(team)).toEqual(['Machine']);
  });

  it('in one policy of their stack, however often that knows the relay, because policies of one name replace each other', () => {
    const team = newTeam();
    machineOf(team, ask(team), undefined, 'Orders');
    const relay = CallbackRelay.fromStage(team.stack, 'Again', 'dev');
    const requester = new CallbackRequester(team.stack, 'Other requester', { relay, namespace: 'returns' });
    machineOf(team, ask(team, { requester }, 'Ask again'), undefined, 'Returns');
    const [policy, ...others] = Object.values(
      Template.fromStack(team.stack).findResources('AWS::IAM::Policy'),
    ).filter(({ Properties }) => JSON.stringify(Properties).includes('states:SendTaskSuccess'));
    expect(others).toEqual([]);
    expect(JSON.stringify(policy)).toMatch(/Orders.*Returns/);
  });

  it('in the stack of the state machine, where the requester is in another one', () => {
    const app = new App({ context: unbundled });
    const team = newTeam(new Stack(app, 'Platform'));
    const orders = new Stack(app, 'Orders');
    machineOf({ ...team, stack: orders }, new CallbackTask(orders, 'Ask', team.options));
    expect(granted({ ...team, stack: orders })).toEqual(['Machine']);
    expect(granted(team)).toEqual([]);
  });

  it('once, though it is granted by hand as well', () => {
    const team = newTeam();
    const machine = machineOf(team, ask(team));
    team.options.requester.relay.grantTaskResponse(machine);
    expect(new Set(granted(team))).toEqual(new Set(['Machine']));
  });
});

describe('the payload is what the worker gets', () => {
  it("of CDK's TaskInput its value", () => {
    const team = newTeam();
    const payload = TaskInput.fromObject({ orderId: JsonPath.stringAt('$.id'), note: undefined });
    machineOf(team, ask(team, { payload }));
    expect(definitionOf(team)).toContain('"payload":{"orderId.$":"$.id"}');
  });

  it.each([
    ['a path', TaskInput.fromJsonPathAt('$.order'), '"payload.$":"$.order"'],
    ['a text', TaskInput.fromText('now'), '"payload":"now"'],
    ['false', false, '"payload":false'],
  ])('%s', (_, payload, rendered) => {
    const team = newTeam();
    machineOf(team, ask(team, { payload }));
    expect(definitionOf(team)).toContain(rendered);
  });

  it.each([
    ['a Duration', { wait: Duration.minutes(1) }, /payload\.wait is not a JSON value.*given "a Duration"/],
    ['a Date', [new Date(0)], /payload\[0\] is not a JSON value.*given "a Date"/],
    ['a Map', new Map(), /payload is not a JSON value.*given "a Map"/],
    ['a function', { f: () => 1 }, /payload\.f is not a JSON value/],
    ['null', { a: [null] }, /payload\.a\[0\] is null, which CDK leaves out/],
    ['NaN', { n: Number.NaN }, /payload\.n is not a JSON value.*NaN/],
  ])('and %s is refused', (_, payload, message) => {
    expect(() => ask(newTeam(), { payload })).toThrow(message);
  });
});

describe('query languages', () => {
  const synthesized = ({ stack }: Team) => (stack.node.root as App).synth();

  it.each([
    ['a Map', (team: Team, task: IChainable) => new MapState(team.stack, 'Each').itemProcessor(task)],
    ['a Parallel', (team: Team, task: IChainable) => new Parallel(team.stack, 'Both').branch(task)],
  ])('a task in %s of a JSONata machine is refused until it is made by jsonata()', (_, around) => {
    const wrong = newTeam();
    machineOf(wrong, around(wrong, ask(wrong)), QueryLanguage.JSONATA);
    expect(() => synthesized(wrong)).toThrow(
      /the task speaks JSONPath, and its state machine reads it in JSONata; given "Test\/Machine"; make the task by CallbackTask\.jsonata/,
    );
    const right = newTeam();
    const task = CallbackTask.jsonata(right.stack, 'Ask', {
      ...right.options,
      payload: { id: '{% $states.input.id %}' },
    });
    machineOf(right, around(right, task), QueryLanguage.JSONATA);
    expect(() => synthesized(right)).not.toThrow();
    expect(definitionOf(right)).toContain('"payload":{"id":"{% $states.input.id %}"}');
  });

  it('a JSONata task stands in a JSONPath machine as it is', () => {
    const team = newTeam();
    machineOf(team, CallbackTask.jsonata(team.stack, 'Ask', team.options));
    expect(() => synthesized(team)).not.toThrow();
    expect(definitionOf(team)).toContain('"QueryLanguage":"JSONata"');
  });

  it('a JSONPath task in a JSONata machine is refused', () => {
    const team = newTeam();
    expect(() =>
      machineOf(team, CallbackTask.jsonPath(team.stack, 'Ask', team.options), QueryLanguage.JSONATA),
    ).toThrow();
  });

  it.each<[string, Partial<CallbackTaskProps>, RegExp]>([
    [
      'resultPath',
      { resultPath: '$.answer' },
      /resultPath is of JSONPath.*given {"resultPath":"\$\.answer"}/,
    ],
    ['inputPath', { inputPath: '$.order' }, /inputPath is of JSONPath/],
    [
      'a path in the payload',
      { payload: { id: JsonPath.stringAt('$.id') } },
      /a JsonPath stands.*\["\$\.id"\]/,
    ],
    [
      'a path as key',
      { businessKey: JsonPath.stringAt('$.id') },
      /a JsonPath stands in a task that speaks JSONata/,
    ],
  ])('%s is refused in JSONata', (_, props, message) => {
    const team = newTeam();
    expect(() => machineOf(team, ask(team, props), QueryLanguage.JSONATA)).toThrow(message);
  });

  it.each<[string, Partial<CallbackTaskProps>]>([
    ['in the payload', { payload: { ids: ['{% $states.input.id %}'] } }],
    ['as key', { businessKey: '{% $states.input.id %}' }],
    ['as outputs', { outputs: '{% $states.result %}' }],
  ])('an expression %s is refused in JSONPath', (_, props) => {
    const team = newTeam();
    expect(() => machineOf(team, ask(team, props))).toThrow(/JSONata stands in a task that speaks JSONPath/);
  });
});
