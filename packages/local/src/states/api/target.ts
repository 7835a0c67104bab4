import { AwsError } from '../../foundation/aws-error.ts';
import type { MachineRecord } from '../store/states-store.ts';
import { aliasOf, versionBehind } from './aliases.ts';
import { kindOfArn, machineOfQualified } from './arns.ts';
import { machineOf } from './machine-of.ts';
import type { MachineContext } from './states-context.ts';
import { versionOf } from './versions.ts';

/** What an execution is started from: the machine as it is, or as a version has kept it. */
export interface Target {
  readonly machine: MachineRecord;
  readonly versionArn?: string;
  readonly aliasArn?: string;
}

const versionTarget = (context: MachineContext, arn: string, aliasArn?: string): Target => {
  const version = versionOf(context, arn);
  if (!version) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return { machine: version.machine, versionArn: arn, ...(aliasArn === undefined ? {} : { aliasArn }) };
};

/** The target behind the ARN of a machine, a version or an alias; throws StateMachineDoesNotExist. */
export const targetOf = (context: MachineContext, arn: string): Target => {
  if (kindOfArn(arn) !== 'qualified') return { machine: machineOf(context, arn) };
  machineOf(context, machineOfQualified(arn));
  const alias = aliasOf(context, arn);
  if (!alias) return versionTarget(context, arn);
  return versionTarget(context, versionBehind(alias, context.ids.random()), arn);
};
