import { basename } from 'node:path';
import type { Assembly } from '../assembly/assembly.ts';
import { AssemblyError } from '../assembly/assembly-error.ts';
import { errorMessage } from '../foundation/error-message.ts';
import type { Resource } from '../foundation/resources/resource-type.ts';
import { localFunction } from '../lambda/functions/deploy-function.ts';
import type { LocalFunction } from '../lambda/functions/function.ts';
import { functionProperties } from '../lambda/resource-properties.ts';
import type { Services } from '../services.ts';
import { resourcesOf } from './deploy.ts';

/** What a newer synthesis changed. */
export interface Reloaded {
  /** Functions that go on with new code or configuration. */
  readonly functions: readonly string[];
  /** Resources that differ, are new or gone, as `TYPE NAME`: they take a new start. */
  readonly needStart: readonly string[];
}

/**
 * Replaces the functions that changed.
 * @throws AssemblyError, and then nothing is replaced
 */
export function reloadFunctions(next: Assembly, running: Assembly, services: Services): Reloaded {
  const before = new Map(running.resources.map((resource) => [pathOf(resource), resource]));
  const after = new Map(next.resources.map((resource) => [pathOf(resource), resource]));
  const isDeployed = (resource: Resource) => services.functions.find(resource.name) !== undefined;
  const others = [...after.values()].filter(
    (resource) => !isFunction(resource) && !isEqual(resource, before.get(pathOf(resource))),
  );
  const comeOrGone = [
    ...[...after.values()].filter((resource) => isFunction(resource) && !isDeployed(resource)),
    ...[...before.values()].filter((resource) => !after.has(pathOf(resource))),
  ];
  return {
    functions: replaceChanged(next, services),
    needStart: [...others, ...comeOrGone].map(({ type, name }) => `${type} ${name}`),
  };
}

function replaceChanged(next: Assembly, services: Services): string[] {
  const problems: string[] = [];
  const ofType = resourcesOf(next);
  const changed = ofType('AWS::Lambda::Function', functionProperties).flatMap((resource) => {
    const standing = services.functions.find(resource.name)?.fn;
    try {
      const fn = localFunction(resource, ofType);
      return standing === undefined || isSame(fn, standing) ? [] : [fn];
    } catch (error) {
      problems.push(`${resource.type} ${resource.logicalId} in ${resource.stack}: ${errorMessage(error)}`);
      return [];
    }
  });
  if (problems.length > 0) throw new AssemblyError(next.directory, problems);
  for (const fn of changed) services.functions.replace({ ...fn, lastModified: Date.now() });
  return changed.map(({ name }) => name);
}

/** CDK names a bundle's folder by its content: the same name in another synthesis is the same code. */
function isSame(one: LocalFunction, other: LocalFunction): boolean {
  const comparable = (fn: LocalFunction) =>
    JSON.stringify({
      ...fn,
      codeDirectory: basename(fn.codeDirectory),
      layerDirectories: fn.layerDirectories?.map((directory) => basename(directory)),
      lastModified: 0,
    });
  return comparable(one) === comparable(other);
}

function isFunction({ type }: Resource): boolean {
  return type === 'AWS::Lambda::Function';
}

function isEqual(one: Resource, other: Resource | undefined): boolean {
  return JSON.stringify(one.properties) === JSON.stringify(other?.properties);
}

function pathOf({ stack, logicalId }: Resource): string {
  return `${stack}/${logicalId}`;
}
