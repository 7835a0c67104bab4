import { AwsError } from '../../foundation/aws-error.ts';
import type { Operation } from '../../foundation/service.ts';
import { checkDefinition } from '../asl/check-definition.ts';
import type { JsonObject } from '../json.ts';
import type { MachineRecord } from '../store/states-store.ts';
import { arnMember, checkName } from './arns.ts';
import {
  afterToken,
  optionalBoolean,
  optionalObject,
  optionalString,
  pageSize,
  pageToken,
  type Request,
  requiredString,
  seconds,
} from './request.ts';
import type { StatesContext } from './states-context.ts';

const NO_LOGGING: JsonObject = { level: 'OFF', includeExecutionData: false };
const NO_TRACING: JsonObject = { enabled: false };

/** Settings that would change what a machine does, and are not supported. */
const refuseUnsupported = (request: Request): void => {
  const type = optionalString(request, 'type') ?? 'STANDARD';
  if (type !== 'STANDARD') {
    throw new AwsError(
      'StateMachineTypeNotSupported',
      `State machines of type ${type} are not supported by the local runtime, only STANDARD`,
    );
  }
  if (optionalBoolean(request, 'publish')) {
    throw new AwsError(
      'ValidationException',
      'Versions of state machines (publish) are not supported by the local runtime',
    );
  }
  const key = optionalObject(request, 'encryptionConfiguration')?.type ?? 'AWS_OWNED_KEY';
  if (key !== 'AWS_OWNED_KEY')
    throw new AwsError(
      'InvalidEncryptionConfiguration',
      `Encryption with ${String(key)} is not supported by the local runtime`,
    );
};

export const machineOf = ({ store }: StatesContext, arn: string): MachineRecord => {
  const machine = store.machine(arn);
  if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return machine;
};

/** What a second CreateStateMachine must repeat to be taken for the first. */
const settingsOf = ({ definition, loggingConfiguration, tracingConfiguration }: MachineRecord): string =>
  JSON.stringify([definition, loggingConfiguration, tracingConfiguration]);

const create =
  (context: StatesContext): Operation =>
  async (request) => {
    const { store, account, region, clock, ids } = context;
    const name = checkName(requiredString(request, 'name'));
    refuseUnsupported(request);
    const definition = requiredString(request, 'definition');
    checkDefinition(definition);
    const machine: MachineRecord = {
      arn: `arn:aws:states:${region}:${account}:stateMachine:${name}`,
      name,
      definition,
      roleArn: requiredString(request, 'roleArn', 256),
      createdAt: clock.now(),
      status: 'ACTIVE',
      revision: ids.uuid(),
      updated: false,
      loggingConfiguration: optionalObject(request, 'loggingConfiguration') ?? NO_LOGGING,
      tracingConfiguration: optionalObject(request, 'tracingConfiguration') ?? NO_TRACING,
    };
    const existing = store.machine(machine.arn);
    if (existing?.status === 'DELETING') {
      throw new AwsError('StateMachineDeleting', `State Machine Is Being Deleted: '${machine.arn}'`);
    }
    if (existing && settingsOf(existing) !== settingsOf(machine)) {
      throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${machine.arn}'`);
    }
    // As on AWS, another role alone makes no difference: the machine stays as it was.
    if (!existing) store.saveMachine(machine);
    return { stateMachineArn: machine.arn, creationDate: seconds((existing ?? machine).createdAt) };
  };

const update =
  (context: StatesContext): Operation =>
  async (request) => {
    const { store, clock, ids } = context;
    const machine = machineOf(context, arnMember(request, 'stateMachineArn', 'stateMachine'));
    refuseUnsupported(request);
    const definition = optionalString(request, 'definition');
    const roleArn = optionalString(request, 'roleArn', 256);
    const loggingConfiguration = optionalObject(request, 'loggingConfiguration');
    const tracingConfiguration = optionalObject(request, 'tracingConfiguration');
    if (
      ![definition, roleArn, loggingConfiguration, tracingConfiguration].some(
        (member) => member !== undefined,
      )
    ) {
      throw new AwsError(
        'MissingRequiredParameter',
        'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
      );
    }
    if (definition !== undefined) checkDefinition(definition);
    const revision = ids.uuid();
    store.saveMachine({
      ...machine,
      definition: definition ?? machine.definition,
      roleArn: roleArn ?? machine.roleArn,
      loggingConfiguration: loggingConfiguration ?? machine.loggingConfiguration,
      tracingConfiguration: tracingConfiguration ?? machine.tracingConfiguration,
      revision,
      updated: true,
    });
    return { updateDate: seconds(clock.now()), revisionId: revision };
  };

export const describeMachine = (machine: MachineRecord): JsonObject => ({
  stateMachineArn: machine.arn,
  name: machine.name,
  status: machine.status,
  definition: machine.definition,
  roleArn: machine.roleArn,
  type: 'STANDARD',
  creationDate: seconds(machine.createdAt),
  loggingConfiguration: machine.loggingConfiguration,
  tracingConfiguration: machine.tracingConfiguration,
  ...(machine.updated ? { revisionId: machine.revision } : {}),
});

/** The machine goes once its executions are over: each is ended at its next state. */
const remove =
  ({ store, settleDeletion }: StatesContext): Operation =>
  async (request) => {
    const machine = store.machine(arnMember(request, 'stateMachineArn', 'stateMachine'));
    if (machine) {
      store.saveMachine({ ...machine, status: 'DELETING' });
      settleDeletion(machine.arn);
    }
    return {};
  };

const list =
  ({ store }: StatesContext): Operation =>
  async (request) => {
    const limit = pageSize(request);
    const from = afterToken(request, 'machines') ?? 0;
    const machines = store.machines();
    return {
      stateMachines: machines.slice(from, from + limit).map((machine) => ({
        stateMachineArn: machine.arn,
        name: machine.name,
        type: 'STANDARD',
        creationDate: seconds(machine.createdAt),
      })),
      ...(machines.length > from + limit ? { nextToken: pageToken('machines', from + limit) } : {}),
    };
  };

export const machineOperations = (context: StatesContext): Readonly<Record<string, Operation>> => ({
  CreateStateMachine: create(context),
  UpdateStateMachine: update(context),
  DescribeStateMachine: async (request) =>
    describeMachine(machineOf(context, arnMember(request, 'stateMachineArn', 'stateMachine'))),
  DeleteStateMachine: remove(context),
  ListStateMachines: list(context),
});
