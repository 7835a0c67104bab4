const definition = '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}';
const roleArn = 'arn:aws:iam::000000000000:role/r';
const arn = (kind: string, name: string) => `arn:aws:states:us-east-1:000000000000:${kind}:${name}`;
const machine = arn('stateMachine', 'machine');
const executionArn = arn('execution', 'machine:run');
const version = `${machine}:1`;
const alias = `${machine}:live`;
const activityArn = arn('activity', 'activity');
const tags = [{ key: 'a', value: 'b' }];
const routingConfiguration = [{ stateMachineVersionArn: version, weight: 100 }];
const page = { maxResults: 1, nextToken: 'x' };

/** Test helper: an input for each operation of Step Functions. GetActivityTask is left out: it polls for a minute. */
export const stateInputs: Readonly<Record<string, object>> = {
  CreateActivity: { name: 'activity', tags },
  DescribeActivity: { activityArn },
  ListActivities: page,
  DeleteActivity: { activityArn: `${activityArn}2` },
  CreateStateMachine: {
    ...{
      name: 'machine',
      definition,
      roleArn,
      type: 'STANDARD',
      publish: true,
      versionDescription: 'd',
      tags,
    },
    loggingConfiguration: { level: 'OFF', includeExecutionData: false, destinations: [] },
    tracingConfiguration: { enabled: false },
  },
  UpdateStateMachine: { stateMachineArn: machine, definition, roleArn, publish: true },
  DescribeStateMachine: { stateMachineArn: machine, includedData: 'ALL_DATA' },
  DescribeStateMachineForExecution: { executionArn },
  ListStateMachines: page,
  DeleteStateMachine: { stateMachineArn: `${machine}2` },
  PublishStateMachineVersion: { stateMachineArn: machine, description: 'd', revisionId: 'r' },
  ListStateMachineVersions: { stateMachineArn: machine, ...page },
  DeleteStateMachineVersion: { stateMachineVersionArn: version },
  CreateStateMachineAlias: { name: 'live', description: 'd', routingConfiguration },
  UpdateStateMachineAlias: { stateMachineAliasArn: alias, description: 'd', routingConfiguration },
  DescribeStateMachineAlias: { stateMachineAliasArn: alias },
  ListStateMachineAliases: { stateMachineArn: machine, ...page },
  DeleteStateMachineAlias: { stateMachineAliasArn: alias },
  StartExecution: { stateMachineArn: machine, input: '{"a":1}', name: 'run', traceHeader: 't' },
  StartSyncExecution: { stateMachineArn: machine, input: '{"a":1}', name: 'run' },
  StopExecution: { executionArn, error: 'e', cause: 'c' },
  RedriveExecution: { executionArn, clientToken: 't' },
  DescribeExecution: { executionArn, includedData: 'ALL_DATA' },
  ListExecutions: { stateMachineArn: machine, maxResults: 1, statusFilter: 'RUNNING', nextToken: 'x' },
  GetExecutionHistory: { executionArn, maxResults: 1, reverseOrder: true, includeExecutionData: true },
  DescribeMapRun: { mapRunArn: arn('mapRun', 'machine/a:b') },
  ListMapRuns: { executionArn, ...page },
  UpdateMapRun: { mapRunArn: arn('mapRun', 'machine/a:b'), maxConcurrency: 1, toleratedFailureCount: 1 },
  TagResource: { resourceArn: machine, tags },
  UntagResource: { resourceArn: machine, tagKeys: ['a'] },
  ListTagsForResource: { resourceArn: machine },
  TestState: {
    ...{ definition: '{"Type":"Pass","End":true}', roleArn, input: '{"a":1}', inspectionLevel: 'DEBUG' },
    ...{ variables: '{"a":1}', revealSecrets: false },
  },
  ValidateStateMachineDefinition: { definition, type: 'STANDARD', severity: 'ERROR', maxResults: 1 },
  SendTaskSuccess: { taskToken: 'x', output: '{}' },
  SendTaskFailure: { taskToken: 'x', error: 'e', cause: 'c' },
  SendTaskHeartbeat: { taskToken: 'x' },
};
