import { createRequire } from 'node:module';
import { type Done, run } from './command.ts';
import type { Emulator } from './emulator.ts';

/** The stacks by the end of their names. */
export type Team = 'Relay' | 'EvenOddRequester' | 'EvenOddWorker';

/** Every order that docs/deploy.md allows: the relay before what hangs on its role, the worker whenever it likes. */
export const allowedOrders: readonly (readonly Team[])[] = [
  ['Relay', 'EvenOddRequester', 'EvenOddWorker'],
  ['EvenOddWorker', 'Relay', 'EvenOddRequester'],
  ['Relay', 'EvenOddWorker', 'EvenOddRequester'],
];

const cli = createRequire(import.meta.url).resolve('aws-cdk/bin/cdk');

/** The CDK CLI on an assembly, against an emulator. */
export function cdk(emulator: Emulator, assembly: string, ...args: readonly string[]): Promise<Done> {
  return run(process.execPath, [cli, ...args, '--app', assembly, '--ci'], emulator.env);
}

export function bootstrap(emulator: Emulator, assembly: string): Promise<Done> {
  return cdk(emulator, assembly, 'bootstrap', 'aws://000000000000/us-east-1');
}

/** Deploys one stack and no other. `force` deploys it though nothing changed: an update. */
export function deploy(
  emulator: Emulator,
  assembly: string,
  team: Team,
  ...options: readonly '--force'[]
): Promise<Done> {
  return cdk(
    emulator,
    assembly,
    'deploy',
    `CallbackRelay-dev-${team}`,
    '--exclusively',
    '--require-approval',
    'never',
    ...options,
  );
}
