import { join } from 'node:path';
import type { AwsEnvironment } from '../foundation/aws-environment.ts';
import type { Resource, ResourceType } from '../foundation/resource-type.ts';
import { AssemblyError } from './assembly-error.ts';
import { createResolver, type Resolver } from './resolver.ts';
import { readTemplates, type Template } from './template.ts';

export interface Output {
  readonly stack: string;
  readonly name: string;
  readonly value: unknown;
}

export type ResourceTypes = Readonly<Record<string, ResourceType>>;

export interface Assembly {
  readonly directory: string;
  readonly resources: readonly Resource[];
  readonly outputs: readonly Output[];
}

/**
 * Reads a CDK app's output folder.
 * @throws AssemblyError that lists every problem: types and properties that are not supported by the local runtime, references that lead
 * nowhere
 */
export function readAssembly(directory: string, environment: AwsEnvironment, types: ResourceTypes): Assembly {
  const templates = readTemplates(directory);
  const resolver = createResolver(templates, environment, types);
  const problems: string[] = [];
  const resources = templates.flatMap((template) => readResources(template, resolver, types, problems));
  if (problems.length > 0) throw new AssemblyError(directory, problems);
  return { directory, resources, outputs: templates.flatMap((template) => readOutputs(template, resolver)) };
}

function readResources(
  template: Template,
  resolver: Resolver,
  types: ResourceTypes,
  problems: string[],
): Resource[] {
  return Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties = {}, Metadata }]) => {
    const say = (problem: string) => problems.push(`${Type} ${logicalId} in ${template.stack}: ${problem}`);
    try {
      const type = Object.hasOwn(types, Type) ? types[Type] : undefined;
      if (type?.ignored !== undefined || !resolver.isWanted(logicalId, template)) return [];
      if (type === undefined) throw new Error('this type is not supported by the local runtime');
      for (const property of unknownProperties(type, Properties))
        say(`the property ${property} is not supported by the local runtime`);
      const assetPath = Metadata?.['aws:asset:path'];
      return [toResource(Type, logicalId, template, resolver, Properties, assetPath)];
    } catch (error) {
      say((error as Error).message);
      return [];
    }
  });
}

function unknownProperties({ properties, withoutEffect = {} }: ResourceType, given: object): string[] {
  const known = [...properties, ...Object.keys(withoutEffect)];
  return Object.keys(given).filter((property) => !known.includes(property));
}

function toResource(
  type: string,
  logicalId: string,
  template: Template,
  resolver: Resolver,
  properties: Readonly<Record<string, unknown>>,
  assetPath: unknown,
): Resource {
  const { name, ref, attributes } = resolver.identity(logicalId, template);
  const resolved = resolver.resolve(properties, template) as Record<string, unknown>;
  const { S3Key } = (resolved.Code ?? {}) as { S3Key?: string };
  const path = assetPath ?? template.assetPaths.get(S3Key ?? '');
  return {
    type,
    logicalId,
    stack: template.stack,
    name,
    ref,
    ...(attributes.Arn !== undefined && { arn: attributes.Arn }),
    properties: resolved,
    ...(typeof path === 'string' && { assetDirectory: join(template.directory, path) }),
  };
}

function readOutputs(template: Template, resolver: Resolver): Output[] {
  return Object.entries(template.Outputs).map(([name, { Value }]) => ({
    stack: template.stack,
    name,
    value: resolver.resolve(Value, template),
  }));
}
