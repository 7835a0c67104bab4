import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { AwsError } from '../../src/foundation/aws-error.ts';
import type { Json, JsonObject } from '../../src/states/json.ts';
import { callbackMachine, ROLE, settled, setUp, tokenIn } from './harness.ts';

const DEFINITION = JSON.stringify(callbackMachine({ Retry: [{ ErrorEquals: ['States.ALL'] }] }));

/** A request for each operation that would be taken, on a world that holds one of everything. */
const prepare = async () => {
  const world = setUp();
  const created = await world.call('CreateStateMachine', {
    ...{ name: 'm', roleArn: ROLE, definition: DEFINITION, publish: true },
  });
  const stateMachineArn = created.stateMachineArn as string;
  const version = created.stateMachineVersionArn as string;
  const routingConfiguration = [{ stateMachineVersionArn: version, weight: 100 }];
  const alias = await world.call('CreateStateMachineAlias', { name: 'live', routingConfiguration });
  const { activityArn = '' } = await world.call('CreateActivity', { name: 'a' });
  const executionArn = await world.start(stateMachineArn, { a: 1 });
  const taskToken = tokenIn(world.calls[0]);
  const stateMachineAliasArn = alias.stateMachineAliasArn as string;
  const tags = [{ key: 'k', value: 'v' }];
  const requests: Record<string, JsonObject> = {
    CreateStateMachine: {
      name: 'n',
      roleArn: ROLE,
      definition: DEFINITION,
      type: 'STANDARD',
      tags,
      loggingConfiguration: { level: 'OFF' },
      tracingConfiguration: { enabled: true },
    },
    UpdateStateMachine: {
      stateMachineArn,
      definition: DEFINITION,
      roleArn: ROLE,
      publish: true,
      versionDescription: 'd',
    },
    ValidateStateMachineDefinition: { definition: DEFINITION, type: 'STANDARD', maxResults: 1 },
    DescribeStateMachine: { stateMachineArn },
    DescribeStateMachineForExecution: { executionArn },
    ListStateMachines: { maxResults: 1, nextToken: '' },
    PublishStateMachineVersion: { stateMachineArn, description: 'd', revisionId: 'r' },
    ListStateMachineVersions: { stateMachineArn, maxResults: 1 },
    DeleteStateMachineVersion: { stateMachineVersionArn: `${stateMachineArn}:9` },
    CreateStateMachineAlias: { name: 'other', description: 'd', routingConfiguration },
    UpdateStateMachineAlias: { stateMachineAliasArn, routingConfiguration },
    DescribeStateMachineAlias: { stateMachineAliasArn },
    ListStateMachineAliases: { stateMachineArn },
    DeleteStateMachineAlias: { stateMachineAliasArn: `${stateMachineArn}:gone` },
    StartExecution: { stateMachineArn, name: 'e', input: '{"a":1}' },
    DescribeExecution: { executionArn },
    ListExecutions: { stateMachineArn, statusFilter: 'RUNNING', maxResults: 1 },
    GetExecutionHistory: { executionArn, reverseOrder: true, includeExecutionData: false, maxResults: 1 },
    SendTaskSuccess: { taskToken, output: '{}' },
    SendTaskFailure: { taskToken, error: 'E', cause: 'C' },
    SendTaskHeartbeat: { taskToken },
    CreateActivity: { name: 'b', tags },
    DescribeActivity: { activityArn },
    ListActivities: { maxResults: 1 },
    TagResource: { resourceArn: stateMachineArn, tags },
    UntagResource: { resourceArn: stateMachineArn, tagKeys: ['k'] },
    ListTagsForResource: { resourceArn: stateMachineArn },
    TestState: {
      definition: JSON.stringify({ Type: 'Pass', End: true }),
      input: '{}',
      inspectionLevel: 'TRACE',
      variables: '{"a":1}',
      context: '{}',
      stateConfiguration: { retrierRetryCount: 1 },
    },
  };
  return { world, requests };
};

const deep = Array.from({ length: 2_000 }).reduce<Json>((inner) => [inner], 1);

/** Values that no member expects, large and deep ones among them. */
const strange = fc.oneof(
  fc.constantFrom<Json[]>(
    null,
    true,
    0,
    -1,
    1.5,
    1e308,
    '',
    ' ',
    'x'.repeat(3_000),
    '{',
    '[]',
    'null',
    '"a"',
    [],
    [null],
    {},
    { a: null },
    deep,
    '__proto__',
    'arn:aws:states:::',
  ),
  fc.jsonValue().map((value) => value as Json),
  fc.jsonValue().map((value) => JSON.stringify(value)),
);

const withMember = (request: JsonObject, name: string, value: Json): JsonObject => ({
  ...request,
  [name]: value,
});

describe('malformed requests', () => {
  const prepared = prepare();
  afterAll(async () => (await prepared).world.states.stop());

  it('are answered with an error of AWS, whatever a member holds', async () => {
    const { world, requests } = await prepared;
    const members = Object.entries(requests).flatMap(([operation, request]) =>
      Object.keys(request).map((member) => [operation, member] as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...members), strange, async ([operation, member], value) => {
        const request = withMember(requests[operation] ?? {}, member, value);
        await world
          .call(operation, request)
          .catch((error: unknown) => expect(error).toBeInstanceOf(AwsError));
      }),
      { numRuns: 1_500 },
    );
  });
});

/** Puts a value in the place of any part of a definition. */
const mutated = (definition: Json, path: readonly number[], value: Json): Json => {
  const [at, ...rest] = path;
  if (at === undefined || typeof definition !== 'object' || definition === null) return value;
  const names = Object.keys(definition);
  const name = names[at % Math.max(1, names.length)];
  if (name === undefined) return value;
  const copy = (Array.isArray(definition) ? [...definition] : { ...definition }) as JsonObject;
  copy[name] = mutated(copy[name] ?? null, rest, value);
  return copy;
};

const RICH: readonly JsonObject[] = [
  callbackMachine({
    Retry: [{ ErrorEquals: ['E'], BackoffRate: 2 }],
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Caught', ResultPath: '$.e' }],
    TimeoutSeconds: 5,
    HeartbeatSeconds: 2,
  }),
  {
    StartAt: 'C',
    States: {
      C: {
        Type: 'Choice',
        Choices: [
          {
            And: [
              { Variable: '$.a', IsPresent: true },
              { Not: { Variable: '$.b', TimestampLessThan: '2026-01-01T00:00:00Z' } },
            ],
            Next: 'M',
          },
        ],
        Default: 'M',
      },
      M: {
        Type: 'Map',
        ItemsPath: '$.items',
        ItemSelector: { 'x.$': "States.Format('{}', $.a)" },
        MaxConcurrency: 2,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'P',
          States: { P: { Type: 'Pass', Result: [1], ResultPath: '$.r', End: true } },
        },
        End: true,
      },
    },
  },
  {
    QueryLanguage: 'JSONata',
    StartAt: 'W',
    States: {
      W: { Type: 'Wait', Seconds: '{% $states.input.s %}', Assign: { v: '{% 1 %}' }, Next: 'L' },
      L: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: '{% "E" %}', Cause: 'c' } } }],
        Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $states.errorOutput %}', Next: 'S' }],
        End: true,
      },
      S: { Type: 'Succeed', Output: { a: ['{% $v %}'] } },
    },
  },
];

/** What an execution may be at for ever: a callback without a timeout, which gets no answer. */
const WAITS = /^Task(Submitted|Started)$/;

describe('mutated definitions', () => {
  it('are taken or refused, and what is taken runs to an end that AWS has', async () => {
    const world = setUp();
    const started: string[] = [];
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...RICH),
        fc.array(fc.nat(20), { minLength: 1, maxLength: 7 }),
        strange,
        async (definition, path, value) => {
          const text = JSON.stringify(mutated(definition, path, value));
          number += 1;
          const created = await world
            .call('CreateStateMachine', { name: `m${number}`, roleArn: ROLE, definition: text })
            .catch((error: unknown) => {
              expect(error).toMatchObject({
                code: expect.stringMatching(/^(InvalidDefinition|ValidationException)$/),
              });
            });
          if (!created) return;
          const { stateMachineArn = '' } = created;
          const input = JSON.stringify({ a: 1, b: '2026-01-01T00:00:00Z', items: [1, 'x', null], s: 1 });
          const { executionArn } = await world.call('StartExecution', { stateMachineArn, input });
          started.push(executionArn as string);
        },
      ),
      { numRuns: 1_500 },
    );
    await settled();
    await world.time.advance(1_000_000_000);
    for (const executionArn of started) {
      const { status } = await world.describe(executionArn);
      if (status === 'RUNNING') expect((await world.types(executionArn)).at(-1)).toMatch(WAITS);
    }
    await world.states.stop();
  });
});
