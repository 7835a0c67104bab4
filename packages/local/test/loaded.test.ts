import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { functionResources, type Resources, trust, writeApp } from './app.ts';
import { hostEnvironment } from './host-process.ts';

const queue = { Queue: { Type: 'AWS::SQS::Queue' } };

const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

function machine(definition: object): Resources {
  return {
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trust('states') } },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
        DefinitionString: JSON.stringify(definition),
      },
    },
  };
}

const pass = { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } };

/** What a start of the runtime loads, in a process of its own. */
function loadedBy(resources: Resources): readonly string[] {
  const app = writeApp(resources);
  onTestFinished(app.remove);
  const program = join(import.meta.dirname, 'loaded-program.ts');
  const printed = execFileSync(process.execPath, [program, app.directory], { env: hostEnvironment });
  return JSON.parse(printed.toString()) as string[];
}

const under = (loaded: readonly string[], ...places: string[]) =>
  loaded.filter((path) => places.some((place) => path.startsWith(place)));

test('a start loads nothing that reads other templates, and nothing that only calls need', () => {
  const loaded = loadedBy({
    ...queue,
    Table: table,
    ...functionResources('Function'),
    ...machine(pass),
  });
  expect(loaded).toContain('src/boot/start-local.ts');
  expect(
    under(
      loaded,
      ...['yaml/', 'fflate/', 'jsonata/', 'src/assembly/serverless/', 'src/assembly/template-file.ts'],
      ...[
        'src/tables/expressions/parse',
        'src/tables/items/single',
        'src/tables/queries/',
        'src/tables/legacy/',
      ],
      ...['src/schedules/timetable.ts', 'src/topics/publish.ts', 'src/logs/log-operations.ts'],
      ...['src/lambda/mappings/stream-poller.ts', 'src/schedules/inputs.ts', 'src/gateway/fault-request.ts'],
      ...['src/states/engine/', 'src/states/run/', 'src/states/dataflow/', 'src/states/api/test-state/'],
    ),
  ).toEqual([]);
});

test('the engine of a service is loaded for an app that has resources of it', () => {
  const machines = ['src/states/api/machines.ts', 'src/states/asl/check-definition.ts'];
  const tables = ['src/tables/administration/create-table.ts'];
  expect(under(loadedBy(queue), ...machines, ...tables)).toEqual([]);
  const loaded = loadedBy({ ...machine(pass), Table: table });
  expect(under(loaded, ...machines, ...tables).sort()).toEqual([...machines, ...tables].sort());
});

test('JSONata is loaded for a state machine that is written in it', () => {
  const state = { Type: 'Pass', Output: '{% $states.input %}', End: true };
  const loaded = loadedBy(machine({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A: state } }));
  expect(under(loaded, 'jsonata/')).not.toEqual([]);
});
