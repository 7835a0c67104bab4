import { AwsError } from '../../foundation/aws-error.ts';
import type { MachineRecord } from '../store/states-store.ts';
import type { StatesContext } from './states-context.ts';

/** The machine of an ARN; throws StateMachineDoesNotExist. */
export const machineOf = ({ store }: StatesContext, arn: string): MachineRecord => {
  const machine = store.machine(arn);
  if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return machine;
};
