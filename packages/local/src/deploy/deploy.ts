import { AssemblyError } from '../assembly/assembly-error.ts';
import { eventBuses, rules } from './deploy-events.ts';
import { functions, mappings } from './deploy-functions.ts';
import { stateMachines } from './deploy-machines.ts';
import { attachments, functionPermissions, roles, tablePolicies } from './deploy-policies.ts';
import { queues } from './deploy-queues.ts';
import { tables } from './deploy-tables.ts';
import { type Deployment, ofType, type Step } from './deployment.ts';

/** In this order: what a step needs is supported by those before it. */
const steps: readonly Step[] = [
  roles,
  attachments,
  tables,
  tablePolicies,
  queues,
  eventBuses,
  functions,
  functionPermissions,
  mappings,
  rules,
  stateMachines,
];

/**
 * Hosts the resources of an app.
 * @throws AssemblyError that lists everything that a service refused
 */
export async function deploy(deployment: Deployment): Promise<void> {
  const { assembly } = deployment;
  const problems: string[] = [];
  for (const { type, host } of steps) {
    for (const resource of ofType(assembly, type)) {
      try {
        await host(resource, deployment);
      } catch (error) {
        problems.push(`${type} ${resource.logicalId} in ${resource.stack}: ${(error as Error).message}`);
      }
    }
  }
  if (problems.length > 0) throw new AssemblyError(assembly.directory, problems);
}
