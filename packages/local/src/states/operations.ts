import { operationsOnFirstUse } from '../foundation/first-use.ts';
import type { Operation, Operations } from '../foundation/service.ts';
import type { MachineContext } from './api/states-context.ts';

const EXECUTIONS = [
  'StartExecution',
  'StartSyncExecution',
  'DescribeExecution',
  'ListExecutions',
  'StopExecution',
  'RedriveExecution',
  'DescribeStateMachineForExecution',
  'GetExecutionHistory',
  'SendTaskSuccess',
  'SendTaskFailure',
  'SendTaskHeartbeat',
  'CreateActivity',
  'DescribeActivity',
  'DeleteActivity',
  'ListActivities',
  'GetActivityTask',
  'TestState',
] as const;

type ExecutionOperation = (typeof EXECUTIONS)[number];

/** The operations of Step Functions, each with the others of its module. */
export const stateOperations = (
  machines: MachineContext,
  executions: () => Promise<Readonly<Record<ExecutionOperation, Operation>>>,
): Operations => ({
  ...operationsOnFirstUse(
    [
      'CreateStateMachine',
      'UpdateStateMachine',
      'DescribeStateMachine',
      'DeleteStateMachine',
      'ListStateMachines',
    ],
    async () => (await import('./api/machines.ts')).machineOperations(machines),
  ),
  ...operationsOnFirstUse(
    ['PublishStateMachineVersion', 'DeleteStateMachineVersion', 'ListStateMachineVersions'],
    async () => (await import('./api/versions.ts')).versionOperations(machines),
  ),
  ...operationsOnFirstUse(
    [
      'CreateStateMachineAlias',
      'UpdateStateMachineAlias',
      'DescribeStateMachineAlias',
      'DeleteStateMachineAlias',
      'ListStateMachineAliases',
    ],
    async () => (await import('./api/aliases.ts')).aliasOperations(machines),
  ),
  ...operationsOnFirstUse(['TagResource', 'UntagResource', 'ListTagsForResource'], async () =>
    (await import('./api/tags.ts')).tagOperations(machines),
  ),
  ...operationsOnFirstUse(['ValidateStateMachineDefinition'], async () =>
    (await import('./api/validation.ts')).validationOperations(machines),
  ),
  ...operationsOnFirstUse(EXECUTIONS, executions),
});
