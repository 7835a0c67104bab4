import type { TemplateResource } from '../template-resource.ts';
import { serverlessFunction } from './serverless-function.ts';
import { serverlessStateMachine } from './serverless-state-machine.ts';

/** A template as it is written, before it is known what it holds. */
interface Written {
  readonly Transform?: unknown;
  readonly Globals?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
}

const TRANSFORM = 'AWS::Serverless-2016-10-31';

/**
 * A template of the Serverless Application Model (SAM) as the CloudFormation that its transform makes of it, as far as
 * functions and state machines go. Other templates stay as they are.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html
 * `readDefinition` reads a definition by its path beside the template.
 * @throws Error that names what is not supported by the local runtime
 */
export function expandServerless(template: Written, readDefinition: (path: string) => object): object {
  if ([template.Transform].flat().every((each) => each !== TRANSFORM)) return template;
  const { Transform, Globals = {}, Resources = {}, ...rest } = template;
  const others = [Transform].flat().filter((each) => each !== TRANSFORM);
  const unknown = Object.keys(Globals).filter((name) => name !== 'Function' && name !== 'StateMachine');
  if (unknown.length > 0) throw new Error(`Globals.${unknown[0]} is not supported by the local runtime`);
  const expanded = Object.entries(Resources).flatMap(([id, resource]) => {
    const { Type, Properties = {} } = resource;
    if (Type === 'AWS::Serverless::Function') {
      return serverlessFunction(id, { ...resource, Properties: merged(Globals.Function, Properties) });
    }
    if (Type === 'AWS::Serverless::StateMachine') {
      const given = { ...resource, Properties: merged(Globals.StateMachine, Properties) };
      return serverlessStateMachine(id, given, readDefinition);
    }
    if (Type.startsWith('AWS::Serverless::'))
      throw new Error(
        `${id}: ${Type} is not supported by the local runtime: functions and state machines are`,
      );
    return [[id, resource] as const];
  });
  return {
    ...rest,
    ...(others.length > 0 && { Transform: others }),
    Resources: Object.fromEntries(expanded),
  };
}

/** A resource's own properties before those of all; of objects the members of both, of lists the items of both. */
function merged(all: unknown, own: unknown): Readonly<Record<string, unknown>> {
  return mergedValue(all ?? {}, own) as Readonly<Record<string, unknown>>;
}

function mergedValue(all: unknown, own: unknown): unknown {
  if (own === undefined) return all;
  if (Array.isArray(all) && Array.isArray(own)) return [...all, ...own];
  if (!isObject(all) || !isObject(own)) return own;
  const names = [...new Set([...Object.keys(all), ...Object.keys(own)])];
  return Object.fromEntries(names.map((name) => [name, mergedValue(all[name], own[name])]));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
