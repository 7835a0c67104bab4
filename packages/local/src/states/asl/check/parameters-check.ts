import { integrationParameters } from '../../integrations/parameters.ts';
import { isObject, type Json } from '../../json.ts';
import { fault, type Place } from './issue.ts';

/** Holds the parameters of a service integration against what it takes; an expression for all of them is not known yet. */
export function checkParameters(resource: string, parameters: Json | undefined, place: Place): void {
  const name = /:states:[^:]*:[^:]*:(\w+:\w+)/.exec(resource)?.[1] ?? '';
  const members = integrationParameters(name);
  if (members === undefined || (parameters !== undefined && !isObject(parameters))) return;
  const given = Object.keys(parameters ?? {}).map((key) => key.replace(/\.\$$/, ''));
  for (const key of given)
    if (!members.required.includes(key) && !members.optional.includes(key))
      fault(place, `The field '${key}' is not supported by Step Functions`);
  for (const key of members.required)
    if (!given.includes(key)) fault(place, `The field '${key}' is required but was missing`);
}
