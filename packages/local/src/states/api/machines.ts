import { isDeepStrictEqual } from 'node:util';
import { AwsError } from '../../foundation/aws-error.ts';
import type { Operations } from '../../foundation/service.ts';
import { inSlices } from '../../foundation/steps.ts';
import { checkDefinition } from '../asl/check-definition.ts';
import { readMachine } from '../asl/state.ts';
import { variableReferences } from '../asl/variable-references.ts';
import type { JsonObject } from '../json.ts';
import type { MachineRecord } from '../store/states-store.ts';
import { aliasesOf } from './aliases.ts';
import { arnMember, checkName, kindOfArn } from './arns.ts';
import { checkEncryption, loggingOf, noLogging, noTracing, ownKey } from './logging.ts';
import { machineOf } from './machine-of.ts';
import { checkManagedRule } from './managed-rule.ts';
import {
  optionalBoolean,
  optionalObject,
  optionalString,
  pageOf,
  type Request,
  requiredString,
  seconds,
} from './request.ts';
import type { MachineContext } from './states-context.ts';
import { tagsOf } from './tags.ts';
import { targetOf } from './target.ts';
import { publishVersion, versionOf, versionsOf } from './versions.ts';

const typeOf = (request: Request): MachineRecord['type'] => {
  const type = optionalString(request, 'type') ?? 'STANDARD';
  if (type === 'STANDARD' || type === 'EXPRESS') return type;
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${type}' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, EXPRESS]`,
  );
};

/** Whether a version is to be published, with its description. */
const publishing = (request: Request): { publish: boolean; description: string | undefined } => {
  const publish = optionalBoolean(request, 'publish') ?? false;
  const description = optionalString(request, 'versionDescription', 256);
  if (description !== undefined && !publish)
    throw new AwsError('ValidationException', 'Version description can only be set when publish is true');
  return { publish, description };
};

const newMachine = async (context: MachineContext, request: Request): Promise<MachineRecord> => {
  const { account, region, clock, ids, parseElsewhere } = context;
  const name = checkName(requiredString(request, 'name'));
  const type = typeOf(request);
  checkEncryption(request);
  const definition = requiredString(request, 'definition');
  await inSlices(checkDefinition(definition, type, parseElsewhere));
  const now = clock.now();
  return {
    arn: `arn:aws:states:${region}:${account}:stateMachine:${name}`,
    ...{ name, type, definition, createdAt: now, updatedAt: now },
    roleArn: requiredString(request, 'roleArn', 256),
    status: 'ACTIVE',
    revision: ids.uuid(),
    updated: false,
    loggingConfiguration: loggingOf(request) ?? noLogging,
    tracingConfiguration: optionalObject(request, 'tracingConfiguration') ?? noTracing,
  };
};

/** What a second CreateStateMachine must repeat to be taken for the first. */
const settingsOf = ({
  definition,
  type,
  loggingConfiguration,
  tracingConfiguration,
}: MachineRecord): string => JSON.stringify([definition, type, loggingConfiguration, tracingConfiguration]);

const create = async (context: MachineContext, request: Request): Promise<JsonObject> => {
  const { store } = context;
  const { publish, description } = publishing(request);
  const machine = await newMachine(context, request);
  await checkManagedRule(context, machine.definition, machine.roleArn);
  const existing = store.machine(machine.arn);
  if (existing?.status === 'DELETING')
    throw new AwsError('StateMachineDeleting', `State Machine Is Being Deleted: '${machine.arn}'`);
  if (existing && settingsOf(existing) !== settingsOf(machine))
    throw new AwsError('StateMachineAlreadyExists', `State Machine Already Exists: '${machine.arn}'`);
  // As on AWS, another role alone makes no difference: the machine stays as it was.
  if (!existing) {
    store.saveMachine(machine);
    store.documents('tags').put(machine.arn, tagsOf(request));
  }
  const kept = existing ?? machine;
  const version = publish ? publishVersion(context, kept, description) : undefined;
  return {
    stateMachineArn: kept.arn,
    creationDate: seconds(kept.createdAt),
    ...(version === undefined ? {} : { stateMachineVersionArn: version.arn }),
  };
};

const changesOf = async (
  { parseElsewhere }: MachineContext,
  request: Request,
  type: MachineRecord['type'],
): Promise<Partial<MachineRecord>> => {
  const definition = optionalString(request, 'definition');
  const roleArn = optionalString(request, 'roleArn', 256);
  const loggingConfiguration = loggingOf(request);
  const tracingConfiguration = optionalObject(request, 'tracingConfiguration');
  if (definition !== undefined) await inSlices(checkDefinition(definition, type, parseElsewhere));
  return Object.fromEntries(
    Object.entries({ definition, roleArn, loggingConfiguration, tracingConfiguration }).filter(
      ([, value]) => value !== undefined,
    ),
  );
};

const update = async (context: MachineContext, request: Request): Promise<JsonObject> => {
  const { store, clock, ids } = context;
  const machine = machineOf(context, arnMember(request, 'stateMachineArn', 'stateMachine'));
  const { publish, description } = publishing(request);
  checkEncryption(request);
  const changes = await changesOf(context, request, machine.type);
  if (Object.keys(changes).length === 0 && !publish) {
    throw new AwsError(
      'MissingRequiredParameter',
      'Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified',
    );
  }
  const changed = { ...machine, ...changes };
  // What changes nothing makes no revision: another one would be published as another version.
  const revised = isDeepStrictEqual(changed, machine) ? {} : { revision: ids.uuid(), updated: true };
  const updated = { ...changed, ...revised, updatedAt: clock.now() };
  await checkManagedRule(context, updated.definition, updated.roleArn);
  store.saveMachine(updated);
  const version = publish ? publishVersion(context, updated, description) : undefined;
  return {
    ...(updated.updated ? { revisionId: updated.revision } : {}),
    updateDate: seconds(updated.updatedAt),
    ...(version === undefined ? {} : { stateMachineVersionArn: version.arn }),
  };
};

export const describeMachine = (machine: MachineRecord): JsonObject => {
  const references = variableReferences(readMachine(machine.definition));
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: machine.status,
    definition: machine.definition,
    roleArn: machine.roleArn,
    type: machine.type,
    creationDate: seconds(machine.createdAt),
    loggingConfiguration: machine.loggingConfiguration,
    tracingConfiguration: machine.tracingConfiguration,
    encryptionConfiguration: ownKey,
    ...(machine.updated ? { revisionId: machine.revision } : {}),
    ...(Object.keys(references).length === 0 ? {} : { variableReferences: references }),
  };
};

const describe = (context: MachineContext, request: Request): JsonObject => {
  const arn = arnMember(request, 'stateMachineArn', 'stateMachine', 'qualified');
  if (kindOfArn(arn) === 'stateMachine') return describeMachine(machineOf(context, arn));
  const { machine, versionArn = '' } = targetOf(context, arn);
  const version = versionOf(context, versionArn);
  return {
    ...describeMachine(machine),
    stateMachineArn: arn,
    ...(version === undefined ? {} : { creationDate: seconds(version.createdAt) }),
    ...(version?.description === undefined ? {} : { description: version.description }),
  };
};

/** The machine goes once its executions are over: each is ended at its next state. Its versions and aliases go now. */
const remove = (context: MachineContext, request: Request): JsonObject => {
  const { store, settleDeletion } = context;
  const machine = store.machine(arnMember(request, 'stateMachineArn', 'stateMachine'));
  if (!machine) return {};
  for (const { arn } of versionsOf(context, machine.arn)) store.documents('versions').remove(arn);
  for (const { arn } of aliasesOf(context, machine.arn)) store.documents('aliases').remove(arn);
  store.documents('tags').remove(machine.arn);
  store.saveMachine({ ...machine, status: 'DELETING' });
  settleDeletion(machine.arn);
  return {};
};

const list = ({ store }: MachineContext, request: Request): JsonObject => {
  const byName = store.machines().sort((a, b) => (a.name < b.name ? -1 : 1));
  const { items, nextToken } = pageOf(request, 'machines', byName);
  return {
    stateMachines: items.map(({ arn, name, type, createdAt }) => ({
      stateMachineArn: arn,
      name,
      type,
      creationDate: seconds(createdAt),
    })),
    ...nextToken,
  };
};

export const machineOperations = (context: MachineContext) =>
  ({
    CreateStateMachine: (request) => create(context, request),
    UpdateStateMachine: (request) => update(context, request),
    DescribeStateMachine: async (request) => describe(context, request),
    DeleteStateMachine: async (request) => remove(context, request),
    ListStateMachines: async (request) => list(context, request),
  }) satisfies Operations;
