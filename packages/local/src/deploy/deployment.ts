import type { Assembly, Resource } from '../assembly/assembly.ts';
import type { Caller } from '../foundation/service.ts';
import type { Services } from '../services.ts';

/** What is needed to host resources. */
export interface Deployment {
  readonly assembly: Assembly;
  readonly services: Services;
  /** CloudFormation calls as the developer. */
  readonly developer: Caller;
}

export interface Step {
  readonly type: string;
  host(resource: Resource, deployment: Deployment): Promise<void> | void;
}

export function ofType(assembly: Assembly, type: string): readonly Resource[] {
  return assembly.resources.filter((resource) => resource.type === type);
}

/** Text of a property, undefined where it is not set. */
export function text(resource: Resource, property: string): string | undefined {
  const value = resource.properties[property];
  return value === undefined ? undefined : String(value);
}
