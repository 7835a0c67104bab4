import { join } from 'node:path';
import type { AwsEnvironment } from '../foundation/aws-environment.ts';
import { errorMessage } from '../foundation/error-message.ts';
import type { Properties, Resource, ResourceType } from '../foundation/resources/resource-type.ts';
import { AssemblyError } from './assembly-error.ts';
import { circularDependencies } from './circular-dependencies.ts';
import { duplicateNames } from './duplicate-names.ts';
import { type LeftOut, leftOut } from './leave-out.ts';
import { type Output, readOutputs } from './outputs.ts';
import { parameterProblems } from './parameter-check.ts';
import { createResolver, type Resolver } from './resolver.ts';
import { readTemplates, type Template } from './template.ts';
import type { TemplateResource } from './template-resource.ts';
import { unknownParameters } from './unknown-parameters.ts';
import { unpacked } from './unpacked.ts';

export type ResourceTypes = Readonly<Record<string, ResourceType>>;

export interface Assembly {
  readonly directory: string;
  readonly resources: readonly Resource[];
  readonly outputs: readonly Output[];
  /** What does not run: left out when asked to, or without an effect on one machine. */
  readonly ignored: readonly IgnoredResource[];
}

export interface AssemblyOptions {
  /** Types (`AWS::S3::Bucket`, or `Custom::*` for all that begin so) and logical IDs that are not run. */
  readonly leaveOut?: readonly string[];
  /** Values of template parameters by name, and of SSM parameters that no stack makes by theirs. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A resource of the template that does not run, and why. */
export interface IgnoredResource {
  readonly type: string;
  readonly logicalId: string;
  readonly stack: string;
  readonly why: string;
}

/**
 * Reads a CDK app's output folder, or templates of their own that make up an app, one file each.
 * @throws AssemblyError that lists every problem: types and properties that are not supported by the local runtime, references that lead
 * nowhere
 */
export async function readAssembly(
  app: string | readonly string[],
  environment: AwsEnvironment,
  types: ResourceTypes,
  { leaveOut = [], parameters = {} }: AssemblyOptions = {},
): Promise<Assembly> {
  const places = [app].flat();
  const directory = places.join(', ');
  const templates: Template[] = [];
  for (const place of places) templates.push(...(await readTemplates(place)));
  const wrong = [
    ...unknownParameters(templates, parameters),
    ...templates.flatMap((template) => parameterProblems(template, parameters)),
  ];
  if (wrong.length > 0) throw new AssemblyError(directory, wrong);
  const out = leftOut(templates, leaveOut, (type) => typeOf(types, type) !== undefined);
  const resolver = createResolver(templates, { environment, types, parameters, isLeftOut: out.has });
  const problems = out.unused.map((name) => `nothing in the app is called ${name}, which was to be left out`);
  const ignored: IgnoredResource[] = [];
  const reading = { resolver, types, problems, ignored, isLeftOut: out.has };
  const resources: Resource[] = [];
  for (const template of templates) resources.push(...(await readResources(template, reading)));
  if (problems.length > 0) throw new AssemblyError(directory, problems);
  problems.push(...circles(templates, resolver));
  problems.push(...duplicateNames(resources, templates, (type) => typeOf(types, type)));
  const outputs = readOutputs(templates, resolver, problems);
  if (problems.length > 0) throw new AssemblyError(directory, problems);
  return { directory, resources, outputs, ignored };
}

interface Reading {
  readonly resolver: Resolver;
  readonly types: ResourceTypes;
  readonly problems: string[];
  readonly ignored: IgnoredResource[];
  readonly isLeftOut: LeftOut['has'];
}

async function readResources(template: Template, reading: Reading): Promise<Resource[]> {
  const resources: Resource[] = [];
  for (const [logicalId, written] of Object.entries(template.Resources)) {
    const resource = await readWritten(logicalId, written, template, reading);
    if (resource !== undefined) resources.push(resource);
  }
  return resources;
}

/** Undefined for what does not run, and for what a problem is said of. */
async function readWritten(
  logicalId: string,
  written: TemplateResource,
  template: Template,
  { resolver, types, problems, ignored, isLeftOut }: Reading,
): Promise<Resource | undefined> {
  const { Type } = written;
  const say = (problem: string) => problems.push(`${Type} ${logicalId} in ${template.stack}: ${problem}`);
  const ignore = (why: string) => {
    ignored.push({ type: Type, logicalId, stack: template.stack, why });
    return undefined;
  };
  try {
    if (isLeftOut(logicalId, template)) return ignore('left out');
    const type = typeOf(types, Type);
    if (type?.ignored !== undefined) return ignore(type.ignored);
    if (!resolver.isWanted(logicalId, template)) return undefined;
    if (type === undefined)
      throw new Error(`this type is not supported by the local runtime; ${hintOf(Type)}`);
    return await readResource({ written, type, logicalId, template }, resolver, say);
  } catch (error) {
    say(errorMessage(error));
    return undefined;
  }
}

function hintOf(type: string): string {
  return `it may be left out (--leave-out ${type})`;
}

/** A custom resource's type may go on with a hash. */
export function typeOf(types: ResourceTypes, name: string): ResourceType | undefined {
  if (Object.hasOwn(types, name)) return types[name];
  const prefix = Object.keys(types).find((key) => key.endsWith('*') && name.startsWith(key.slice(0, -1)));
  return prefix === undefined ? undefined : types[prefix];
}

function unknownProperties({ properties, withoutEffect = {} }: ResourceType, given: object): string[] {
  const known = [...properties, ...Object.keys(withoutEffect)];
  return Object.keys(given).filter((property) => !known.includes(property));
}

/** A resource as the template has it, and its type. */
interface WrittenResource {
  readonly written: TemplateResource;
  readonly type: ResourceType;
  readonly logicalId: string;
  readonly template: Template;
}

async function readResource(
  written: WrittenResource,
  resolver: Resolver,
  say: (problem: string) => void,
): Promise<Resource | undefined> {
  const {
    type,
    logicalId,
    template,
    written: { Properties = {} },
  } = written;
  for (const property of unknownProperties(type, Properties))
    say(`the property ${property} is not supported by the local runtime`);
  const properties = resolver.resolveMembers(Properties, template);
  const malformed = type.problems?.(properties) ?? [];
  for (const problem of malformed)
    say(`Properties validation failed for resource ${logicalId} with message: ${problem}`);
  return malformed.length > 0 ? undefined : toResource(written, properties, resolver);
}

async function toResource(
  { written: { Type, Metadata }, type, logicalId, template }: WrittenResource,
  properties: Properties,
  resolver: Resolver,
): Promise<Resource> {
  const { name, ref, attributes } = resolver.identity(logicalId, template);
  const path = Metadata?.['aws:asset:path'] ?? assetPathOf(type.assetKey?.(properties), template);
  return {
    type: Type,
    logicalId,
    stack: template.stack,
    name,
    ref,
    ...(attributes.Arn !== undefined && { arn: attributes.Arn }),
    properties,
    ...(typeof path === 'string' && { assetDirectory: await unpacked(join(template.directory, path)) }),
  };
}

/** In a template of its own a key is the path itself. */
function assetPathOf(key: string | undefined, { assetPaths }: Template): string | undefined {
  return assetPaths === undefined ? key : assetPaths.get(key ?? '');
}

function circles(templates: readonly Template[], resolver: Resolver): string[] {
  return templates.flatMap((template) => {
    const found = circularDependencies(template, {
      isTrue: (name) => resolver.resolve({ Condition: name }, template) === true,
      isWanted: (logicalId) => resolver.isWanted(logicalId, template),
    });
    if (found.length === 0) return [];
    return [`${template.stack}: Circular dependency between resources: [${found.join(', ')}]`];
  });
}
