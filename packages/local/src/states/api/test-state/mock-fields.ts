import { AwsError } from '../../../foundation/aws-error.ts';
import { answerShape, type Members, type Range, type Shape } from '../../integrations/answer-shapes.ts';
import { integrationOf } from '../../integrations/resource.ts';
import { isObject, type Json, numberOf } from '../../json.ts';

const isRange = (shape: Shape): shape is Range =>
  typeof shape === 'object' && 'least' in shape && typeof shape.least === 'number';

const isListOf = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

const invalid = (name: string, reason: string) =>
  new AwsError('ValidationException', `Mock result schema validation error: Field '${name}' ${reason}`);

const checkNumber = (name: string, value: Json, { least, most }: Range): void => {
  const number = numberOf(value);
  if (number === undefined) throw invalid(name, 'must be a number');
  if (number < least) throw invalid(name, 'is less than the minimum value');
  if (number > most) throw invalid(name, 'exceeds the maximum value');
};

const ANY: Range = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

const checkValue = (name: string, value: Json, shape: Shape): void => {
  if (shape === 'text') {
    if (typeof value !== 'string') throw invalid(name, 'must be a string');
  } else if (shape === 'number' || isRange(shape)) checkNumber(name, value, shape === 'number' ? ANY : shape);
  else if (isListOf(shape)) {
    if (!Array.isArray(value)) throw invalid(name, 'must be an array');
    for (const item of value) checkValue(name, item, shape[0]);
  } else {
    if (!isObject(value)) throw invalid(name, 'must be an object');
    checkMembers(value, shape);
  }
};

const checkMembers = (value: Json, shape: Members): void => {
  if (!isObject(value)) return;
  for (const [name, inner] of Object.entries(shape)) {
    const member = value[name];
    if (member !== undefined && member !== null) checkValue(name, member, inner);
  }
};

/** Checks the members of a mocked answer that the service's API has; others may be anything. */
export const checkMockFields = (resource: string, result: Json): void => {
  const integration = integrationOf(resource);
  if (integration?.functionArn !== undefined || integration?.activityArn !== undefined) return;
  const name = /:((?:aws-sdk:)?[\w-]+:\w+)(?:\.\w+(?::2)?)?$/.exec(resource)?.[1] ?? resource;
  const shape = answerShape(name);
  if (shape === undefined) {
    throw new AwsError(
      'ValidationException',
      `Checking the mocked result of '${name}' is not supported by the local runtime. Give fieldValidationMode NONE to leave it out.`,
    );
  }
  checkMembers(result, shape);
};
