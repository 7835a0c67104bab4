import { z } from 'zod';
import { isObject } from '../../foundation/is-object.ts';
import { templateResource } from '../template-resource.ts';
import { serverlessFunction } from './serverless-function.ts';
import { parseServerless } from './serverless-properties.ts';
import { serverlessStateMachine } from './serverless-state-machine.ts';

/** A template as it is written. */
const writtenTemplate = z.looseObject({
  Transform: z.unknown().exactOptional(),
  Globals: z.record(z.string(), z.record(z.string(), z.unknown())).exactOptional(),
  Resources: z.record(z.string(), templateResource).exactOptional(),
});

const TRANSFORM = 'AWS::Serverless-2016-10-31';

/**
 * A template of the Serverless Application Model (SAM) as the CloudFormation that its transform makes of it, as far as
 * functions and state machines go. Other templates stay as they are.
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
