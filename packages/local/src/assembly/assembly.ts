import { join } from 'node:path';
import type { AwsEnvironment } from '../foundation/aws-environment.ts';
import { AssemblyError } from './assembly-error.ts';
import type { Identity } from './identity.ts';
import { createResolver, type Resolver } from './resolver.ts';
import { ignoredTypes, supportedTypes } from './supported-types.ts';
import { readTemplates, type Template } from './template.ts';

/** A resource of the app, ready to be supported. */
export interface Resource {
  readonly type: string;
  readonly logicalId: string;
  readonly stack: string;
  readonly name: string;
  /** What `Ref` answers. */
  readonly ref: string;
  /** Undefined for what has none, as a policy. */
  readonly arn?: string;
  /** With every intrinsic function worked out. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** The folder of its asset: a function's bundle. */
  readonly assetDirectory?: string;
}

export interface Output {
  readonly stack: string;
  readonly name: string;
  readonly value: unknown;
}

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
export function readAssembly(directory: string, environment: AwsEnvironment): Assembly {
  const templates = readTemplates(directory);
  const resolver = createResolver(templates, environment);
  const problems: string[] = [];
  const resources = templates.flatMap((template) => readResources(template, resolver, problems));
  if (problems.length > 0) throw new AssemblyError(directory, problems);
  return { directory, resources, outputs: templates.flatMap((template) => readOutputs(template, resolver)) };
}

function readResources(template: Template, resolver: Resolver, problems: string[]): Resource[] {
  const resources: Resource[] = [];
  for (const [logicalId, { Type, Properties = {}, Metadata }] of Object.entries(template.Resources)) {
    const say = (problem: string) => problems.push(`${Type} ${logicalId} in ${template.stack}: ${problem}`);
    try {
      if (Object.hasOwn(ignoredTypes, Type) || !resolver.isWanted(logicalId, template)) continue;
      const kind = supportedTypes[Type];
      if (kind === undefined) {
        say('this type is not supported by the local runtime');
        continue;
      }
      const known = [...kind.supported, ...Object.keys(kind.withoutEffect ?? {})];
      for (const property of Object.keys(Properties)) {
        if (!known.includes(property)) say(`the property ${property} is not supported by the local runtime`);
      }
      resources.push(
        toResource(Type, logicalId, template, resolver, Properties, Metadata?.['aws:asset:path']),
      );
    } catch (error) {
      say((error as Error).message);
    }
  }
  return resources;
}

function toResource(
  type: string,
  logicalId: string,
  template: Template,
  resolver: Resolver,
  properties: Readonly<Record<string, unknown>>,
  assetPath: unknown,
): Resource {
  const { name, ref, attributes }: Identity = resolver.identity(logicalId, template);
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
