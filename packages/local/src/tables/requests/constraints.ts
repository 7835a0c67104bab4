import { isStepDue, type Steps } from '../../foundation/steps.ts';
import { validationException } from '../errors/table-errors.ts';
import { type Constraints, isMembers, type Members, type Shape } from './shape.ts';
import { lowerFirst, showMember } from './show-value.ts';

/** DynamoDB reports no more violations than these at once. */
const MOST_REPORTED = 10;

/**
 * Holds a request against the constraints of its members. Where AWS's regions word a violation differently, it is
 * worded as most of them do.
 * @throws AwsError ValidationException that lists the violations
 */
export function* checkConstraints(members: Members, data: Record<string, unknown>): Steps<void> {
  const found: string[] = [];
  // A table's name is looked at first, and nothing else if it is wrong.
  if (members.TableName !== undefined)
    yield* collect(members.TableName, data.TableName, ['TableName'], found);
  if (found.length === 0) yield* collectMembers(members, data, [], found);
  if (found.length === 0) return;
  const errors = found.length === 1 ? 'error' : 'errors';
  throw validationException(`${found.length} validation ${errors} detected: ${found.join('; ')}`);
}

function* collectMembers(
  members: Members,
  data: Record<string, unknown>,
  path: readonly string[],
  found: string[],
): Steps<void> {
  for (const [name, shape] of constrainedMembers(members)) {
    if (found.length >= MOST_REPORTED) return;
    const member = data[name];
    if ((member !== undefined && member !== null) || shape.required)
      yield* collect(shape, member, [...path, name], found);
  }
}

const constrained = new WeakMap<Members, readonly (readonly [name: string, shape: Shape])[]>();

/** Most members may hold anything of their type: there is nothing to be held against them. */
function constrainedMembers(members: Members): readonly (readonly [name: string, shape: Shape])[] {
  const known = constrained.get(members);
  if (known !== undefined) return known;
  const found = Object.entries(members).filter(([, shape]) => isConstrained(shape));
  constrained.set(members, found);
  return found;
}

function isConstrained(shape: Shape): boolean {
  if (constraintNames.some((name) => shape[name] !== undefined)) return true;
  if (shape.kind === 'structure') return constrainedMembers(shape.members).length > 0;
  // Elements of a list must be there.
  return shape.kind === 'list' || (shape.kind === 'map' && isConstrained(shape.of));
}

const constraintNames = ['required', 'min', 'max', 'pattern', 'oneOf', 'valueLength'] as const;

function* collect(shape: Shape, data: unknown, path: readonly string[], found: string[]): Steps<void> {
  if (data === undefined || data === null) {
    if (shape.required) found.push(violation(shape, data, path, 'Member must not be null'));
    return;
  }
  const broken = brokenConstraint(shape, data);
  if (broken !== undefined) found.push(violation(shape, data, path, broken));
  if (shape.kind === 'structure' && isMembers(data)) yield* collectMembers(shape.members, data, path, found);
  if (shape.kind === 'list' && Array.isArray(data)) {
    const elements = data.map((element, at) => [String(at + 1), element] as const);
    yield* collectEach({ ...shape.of, required: true }, elements, path, found);
  }
  if (shape.kind === 'map' && shape.of.kind !== 'value' && shape.of.kind !== 'String')
    yield* collectEach(shape.of, Object.entries(data), path, found);
}

function* collectEach(
  of: Shape,
  elements: readonly (readonly [string, unknown])[],
  path: readonly string[],
  found: string[],
): Steps<void> {
  for (const [name, element] of elements) {
    yield* collect(of, element, [...path, name, 'member'], found);
    if (isStepDue()) yield;
  }
}

function brokenConstraint(shape: Constraints, data: unknown): string | undefined {
  const { pattern, oneOf, min, max, valueLength } = shape;
  if (pattern !== undefined && data !== '' && !wholly(pattern).test(String(data)))
    return `Member must satisfy regular expression pattern: ${pattern}`;
  if (oneOf !== undefined && !oneOf.includes(String(data)))
    return `Member must satisfy enum value set: [${oneOf.join(', ')}]`;
  if (min === undefined && max === undefined && valueLength === undefined) return undefined;
  const [size, what] = typeof data === 'number' ? [data, 'value'] : [lengthOf(data), 'length'];
  if (min !== undefined && size < min) return `Member must have ${what} greater than or equal to ${min}`;
  if (max !== undefined && size > max) return `Member must have ${what} less than or equal to ${max}`;
  if (valueLength === undefined) return undefined;
  const [least, most] = valueLength;
  const fits = Object.values(data ?? {}).every((part) => lengthOf(part) >= least && lengthOf(part) <= most);
  if (fits) return undefined;
  return (
    'Map value must satisfy constraint: ' +
    `[Member must have length less than or equal to ${most}, Member must have length greater than or equal to ${least}]`
  );
}

const whole = new Map<string, RegExp>();

/** The pattern, for the whole of a text. */
function wholly(pattern: string): RegExp {
  const known = whole.get(pattern) ?? new RegExp(`^(?:${pattern})$`);
  whole.set(pattern, known);
  return known;
}

function lengthOf(data: unknown): number {
  if (typeof data === 'string' || Array.isArray(data)) return data.length;
  return typeof data === 'object' && data !== null ? Object.keys(data).length : 0;
}

function violation(shape: Shape, data: unknown, path: readonly string[], constraint: string): string {
  const absent = data === undefined || data === null;
  if (!absent && shape.withoutValue)
    return `Value at '${path.join('.')}' failed to satisfy constraint: ${constraint}`;
  const shown = absent ? 'null' : `'${showMember(shape, data)}'`;
  return `Value ${shown} at '${path.map(lowerFirstOfName).join('.')}' failed to satisfy constraint: ${constraint}`;
}

/** Keys of maps stay as they are. */
function lowerFirstOfName(part: string, at: number, path: readonly string[]): string {
  return path[at + 1] === 'member' ? part : lowerFirst(part);
}
