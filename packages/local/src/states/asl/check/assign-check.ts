import { isObject, type Json } from '../../json.ts';
import { fault, type Place } from './issue.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html */
const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,79}$/u;

/** The names of variables in an Assign. */
export const checkAssigned = (assign: Json | undefined, place: Place): void => {
  if (assign === undefined) return;
  if (!isObject(assign)) {
    fault(place, 'Expected value of type Object');
    return;
  }
  for (const field of Object.keys(assign)) {
    const name = field.replace(/\.\$$/, '');
    if (name === 'states' || !NAME.test(name)) fault(place, `Invalid variable name '${name}'`);
  }
};
