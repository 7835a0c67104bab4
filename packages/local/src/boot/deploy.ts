import type { z } from 'zod';
import type { Assembly } from '../assembly/assembly.ts';
import { AssemblyError } from '../assembly/assembly-error.ts';
import { errorMessage } from '../foundation/error-message.ts';
import {
  type Deployer,
  type Deployment,
  type OfType,
  ONCE,
  type Properties,
  type Resource,
} from '../foundation/resources/resource-type.ts';

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

/** What finds the resources of an app by their type. */
export function resourcesOf(assembly: Assembly): OfType {
  // Each policy and queue asks for all others of a type.
  const known = new Map<string, { schema: z.ZodType; resources: readonly Resource[] }>();
  function ofType(type: string): readonly Resource[];
  function ofType<Given extends Properties>(
    type: string,
    schema: z.ZodType<Given>,
  ): readonly Resource<Given>[];
  function ofType(type: string, schema?: z.ZodType<Properties>): readonly Resource[] {
    const before = known.get(type);
    if (before !== undefined && before.schema === schema) return before.resources;
    const found = assembly.resources.filter((resource) => resource.type === type);
    if (schema === undefined) return found;
    const resources = found.map((resource) => ({
      ...resource,
      properties: schema.parse(resource.properties, ONCE),
    }));
    known.set(type, { schema, resources });
    return resources;
  }
  return ofType;
}
