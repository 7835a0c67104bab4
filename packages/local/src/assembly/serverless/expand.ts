import { z } from 'zod';
import { isObject } from '../../foundation/is-object.ts';
import { type TemplateResource, templateResource } from '../template-resource.ts';
import { withConnectors } from './connectors.ts';
import { layerVersion } from './layer-version.ts';
import { serverlessFunction } from './serverless-function.ts';
import { parseServerless } from './serverless-properties.ts';
import { serverlessStateMachine } from './serverless-state-machine.ts';
import { simpleTable } from './simple-table.ts';

/** A template as it is written. */
const writtenTemplate = z.looseObject({
  Transform: z.unknown().exactOptional(),
  Globals: z.record(z.string(), z.record(z.string(), z.unknown())).exactOptional(),
  Resources: z.record(z.string(), templateResource).exactOptional(),
});

type Expand = (
  id: string,
  resource: TemplateResource,
  readDefinition: (path: string) => object,
) => (readonly [string, TemplateResource])[];

const expanders: Readonly<Record<string, Expand>> = {
  'AWS::Serverless::Function': serverlessFunction,
  'AWS::Serverless::StateMachine': serverlessStateMachine,
  'AWS::Serverless::LayerVersion': layerVersion,
  'AWS::Serverless::SimpleTable': simpleTable,
};

/** https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html */
const globalSections: ReadonlySet<string> = new Set([
  ...['Api', 'CapacityProvider', 'Function', 'HttpApi', 'LayerVersion', 'SimpleTable', 'StateMachine'],
  'WebSocketApi',
]);

const TRANSFORM = 'AWS::Serverless-2016-10-31';

/**
 * A template of the Serverless Application Model (SAM) as the CloudFormation that its transform makes of it, as far as
 * functions, state machines, layers and simple tables go. Other templates stay as they are.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 * `readDefinition` reads a definition by its path beside the template.
 * @throws Error that names what is not supported by the local runtime
 */
export function expandServerless(template: object, readDefinition: (path: string) => object): object {
  if (!('Transform' in template) || [template.Transform].flat().every((each) => each !== TRANSFORM))
    return template;
  const {
    Transform,
    Globals = {},
    Resources = {},
    ...rest
  } = parseServerless(writtenTemplate, 'the template', template);
  const others = [Transform].flat().filter((each) => each !== TRANSFORM);
  const unknown = Object.keys(Globals).filter((name) => !globalSections.has(name));
  if (unknown.length > 0)
    throw new Error(`Globals: ${unknown[0]} is not one of ${[...globalSections].join(', ')}`);
  const expanded = Object.entries(withConnectors(Resources)).flatMap(([id, resource]) => {
    const { Type, Properties = {} } = resource;
    if (!Type.startsWith('AWS::Serverless::')) return [[id, resource] as const];
    const expand = Object.hasOwn(expanders, Type) ? expanders[Type] : undefined;
    // What stays as it is gets refused by its type, or left out.
    if (expand === undefined) return [[id, withSamAttributes(resource)] as const];
    const all = Globals[Type.slice('AWS::Serverless::'.length)];
    return expand(
      id,
      { ...withSamAttributes(resource), Properties: merged(all, Properties) },
      readDefinition,
    );
  });
  return {
    ...rest,
    ...(others.length > 0 && { Transform: others }),
    Resources: Object.fromEntries(expanded),
  };
}

/**
 * SAM takes on the attributes that it knows, and drops others without a word, as a `Description` beside the properties
 * (`samtranslator/model/__init__.py` of https://github.com/aws/serverless-application-model).
 */
function withSamAttributes({ Type, Properties, ...attributes }: TemplateResource): TemplateResource {
  const known = Object.entries(attributes).filter(([name]) => samAttributes.has(name));
  return { Type, ...(Properties !== undefined && { Properties }), ...Object.fromEntries(known) };
}

const samAttributes: ReadonlySet<string> = new Set([
  ...['Condition', 'DeletionPolicy', 'DependsOn', 'Metadata', 'UpdatePolicy', 'UpdateReplacePolicy'],
]);

/** A resource's own properties before those of all; of objects the members of both, of lists the items of both. */
function merged(all: Members = {}, own: Members = {}): Members {
  const names = [...new Set([...Object.keys(all), ...Object.keys(own)])];
  return Object.fromEntries(names.map((name) => [name, mergedValue(all[name], own[name])]));
}

type Members = Readonly<Record<string, unknown>>;

function mergedValue(all: unknown, own: unknown): unknown {
  if (own === undefined) return all;
  if (Array.isArray(all) && Array.isArray(own)) return [...all, ...own];
  return isObject(all) && isObject(own) ? merged(all, own) : own;
}
