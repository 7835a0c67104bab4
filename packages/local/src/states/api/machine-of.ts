import { AwsError } from '../../foundation/aws-error.ts';
import type { MachineRecord } from '../store/states-store.ts';
import type { MachineContext } from './states-context.ts';

/** The machine of an ARN; throws StateMachineDoesNotExist. */
export const machineOf = ({ store }: MachineContext, arn: string): MachineRecord => {
  const machine = store.machine(arn);
  if (!machine) throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
  return machine;
};
