import type { Assembly } from '../assembly/assembly.ts';
import { AssemblyError } from '../assembly/assembly-error.ts';
import { errorMessage } from '../foundation/error-message.ts';
import type { Deployer, Deployment, Resource } from '../foundation/resource-type.ts';

/**
 * Deploys the resources of an app, type by type.
 * @throws AssemblyError that lists everything that a service refused
 */
export async function deploy(
  assembly: Assembly,
  deployers: readonly Deployer[],
  deployment: Deployment,
): Promise<void> {
  const problems: string[] = [];
  for (const { type, deploy: deployOne } of deployers) {
    for (const resource of deployment.ofType(type)) {
      try {
        await deployOne(resource, deployment);
      } catch (error) {
        problems.push(`${type} ${resource.logicalId} in ${resource.stack}: ${errorMessage(error)}`);
      }
    }
  }
  if (problems.length > 0) throw new AssemblyError(assembly.directory, problems);
}

export function ofType(assembly: Assembly, type: string): readonly Resource[] {
  return assembly.resources.filter((resource) => resource.type === type);
}
