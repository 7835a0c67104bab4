import { AwsError } from '../../foundation/aws-error.ts';
import type { Operations } from '../../foundation/service.ts';
import type { JsonObject } from '../json.ts';
import type { MachineRecord } from '../store/states-store.ts';
import { aliasesOf } from './aliases.ts';
import { arnMember } from './arns.ts';
import { machineOf } from './machine-of.ts';
import { optionalString, pageOf, type Request, seconds } from './request.ts';
import type { MachineContext } from './states-context.ts';

/** A published version: the machine as it was then. */
export interface Version {
  readonly arn: string;
  readonly number: number;
  readonly machine: MachineRecord;
  readonly createdAt: number;
  readonly description?: string;
}

const allVersions = ({ store }: MachineContext) => store.documents<Version>('versions');

/** The versions of a machine, the latest first. */
export const versionsOf = (context: MachineContext, machineArn: string): Version[] =>
  allVersions(context)
    .values()
    .filter(({ machine }) => machine.arn === machineArn)
    .sort((a, b) => b.number - a.number);

export const versionOf = (context: MachineContext, arn: string): Version | undefined =>
  allVersions(context).get(arn);

/** Numbers are never given twice, also when a version is deleted. */
const nextNumber = ({ store }: MachineContext, machineArn: string): number => {
  const counters = store.documents<number>('version numbers');
  const number = (counters.get(machineArn) ?? 0) + 1;
  counters.put(machineArn, number);
  return number;
};

/** Publishes the machine as it is; the same revision again is the version that it is already. */
export const publishVersion = (
  context: MachineContext,
  machine: MachineRecord,
  description: string | undefined,
): Version => {
  const latest = versionsOf(context, machine.arn)[0];
  if (latest?.machine.revision === machine.revision) return latest;
  const number = nextNumber(context, machine.arn);
  const version: Version = {
    arn: `${machine.arn}:${number}`,
    number,
    machine,
    createdAt: context.clock.now(),
    ...(description === undefined ? {} : { description }),
  };
  allVersions(context).put(version.arn, version);
  return version;
};

const conflict = (message: string) => new AwsError('ConflictException', message);

const publish = (context: MachineContext, request: Request): JsonObject => {
  const machine = machineOf(context, arnMember(request, 'stateMachineArn', 'stateMachine'));
  const revisionId = optionalString(request, 'revisionId');
  if (revisionId !== undefined && revisionId !== machine.revision) {
    throw conflict(
      `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${machine.updated ? machine.revision : 'INITIAL'}.`,
    );
  }
  const version = publishVersion(context, machine, optionalString(request, 'description', 256));
  return { creationDate: seconds(version.createdAt), stateMachineVersionArn: version.arn };
};

const remove = (context: MachineContext, request: Request): JsonObject => {
  const arn = arnMember(request, 'stateMachineVersionArn', 'qualified');
  const using = aliasesOf(context, arn);
  if (using.length > 0) {
    throw conflict(
      `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${using.map(({ name }) => name).join(', ')}]`,
    );
  }
  allVersions(context).remove(arn);
  return {};
};

export const versionOperations = (context: MachineContext) =>
  ({
    PublishStateMachineVersion: async (request) => publish(context, request),
    DeleteStateMachineVersion: async (request) => remove(context, request),
    async ListStateMachineVersions(request) {
      const machine = machineOf(context, arnMember(request, 'stateMachineArn', 'stateMachine'));
      const { items, nextToken } = pageOf(request, 'versions', versionsOf(context, machine.arn));
      return {
        stateMachineVersions: items.map(({ arn, createdAt }) => ({
          creationDate: seconds(createdAt),
          stateMachineVersionArn: arn,
        })),
        ...nextToken,
      };
    },
  }) satisfies Operations;
