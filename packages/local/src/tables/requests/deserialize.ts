import { isStepDue, type Steps } from '../../foundation/steps.ts';
import { nameMap } from '../values/name-map.ts';
import { readScalar, serialization } from './read-scalar.ts';
import { isMembers, type Members, type ScalarType, type Shape } from './shape.ts';

/**
 * Reads a JSON value as its shape says. Members that the shape does not have are left out, and so are nulls.
 * @throws AwsError SerializationException where a type is wrong, as DynamoDB's front words it
 */
export function* deserialize(shape: Shape, data: unknown): Steps<unknown> {
  switch (shape.kind) {
    case 'structure':
      return yield* readMembers(shape.members, asObject(data, shape.name, 'Unexpected field type'));
    case 'list':
      return yield* readList(shape.of, asList(data));
    case 'map':
      return yield* readMap(shape.of, asObject(data, mapName(shape.of), 'Unexpected field type'));
    case 'value':
      return yield* readValue(data, 1);
    default:
      return readScalar(shape.kind, data);
  }
}

export function* readMembers(
  members: Members,
  data: Readonly<Record<string, unknown>>,
): Steps<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const name of Object.keys(members)) {
    const member = Object.hasOwn(data, name) ? data[name] : undefined;
    const shape = members[name];
    if (member === undefined || member === null || shape === undefined) continue;
    read[name] = isScalar(shape) ? readScalar(shape.kind, member) : yield* deserialize(shape, member);
  }
  return read;
}

function* readList(of: Shape, data: readonly unknown[]): Steps<unknown[]> {
  const read: unknown[] = [];
  for (const element of data) {
    read.push(element === null ? null : yield* deserialize(of, element));
    if (isStepDue()) yield;
  }
  return read;
}

function* readMap(of: Shape, data: Readonly<Record<string, unknown>>): Steps<Record<string, unknown>> {
  const read = nameMap<unknown>();
  for (const [key, element] of Object.entries(data)) {
    if (element === null) {
      if (of.kind === 'value') read[key] = {};
    } else if (of.kind === 'value') read[key] = flatValue(element) ?? (yield* readValue(element, 1));
    else read[key] = isScalar(of) ? readScalar(of.kind, element) : yield* deserialize(of, element);
    if (isStepDue()) yield;
  }
  return read;
}

/** What lies deeper is refused anyway, by a check that comes later. */
const DEEPEST_LEVEL = 40;

const valueTypes: ReadonlyMap<string, ScalarType> = new Map([
  ['S', 'String'],
  ['N', 'String'],
  ['B', 'Blob'],
  ['BOOL', 'Boolean'],
  ['NULL', 'Boolean'],
]);
const setTypes: ReadonlyMap<string, ScalarType> = new Map([
  ['SS', 'String'],
  ['NS', 'String'],
  ['BS', 'Blob'],
]);

/** A value that holds no others, read without steps, as most values are; undefined of one that may. */
function flatValue(data: unknown): unknown {
  const given = asObject(data, 'AttributeValue', 'Unexpected value type in payload');
  if (isText(given)) return given;
  const read: Record<string, unknown> = {};
  for (const type of Object.keys(given)) {
    const scalar = valueTypes.get(type);
    if (scalar === undefined) return undefined;
    const content = given[type];
    if (content !== null) read[type] = readScalar(scalar, content);
  }
  return read;
}

/** Whether it is what most values are, and as it should be. */
function isText(given: Readonly<Record<string, unknown>>): boolean {
  for (const type in given) {
    const content = given[type];
    if (typeof content !== 'string' || (type !== 'S' && type !== 'N')) return false;
  }
  return true;
}

function* readValue(data: unknown, level: number): Steps<unknown> {
  const given = asObject(data, 'AttributeValue', 'Unexpected value type in payload');
  if (level > DEEPEST_LEVEL) return given;
  const read: Record<string, unknown> = {};
  for (const type of Object.keys(given)) {
    const content = given[type];
    if (content === null) continue;
    const [scalar, element] = [valueTypes.get(type), setTypes.get(type)];
    if (scalar !== undefined) read[type] = readScalar(scalar, content);
    else if (element !== undefined) read[type] = yield* readSet(element, asList(content));
    else if (type === 'L') read.L = yield* readElements(asList(content), level + 1);
    else if (type === 'M') read.M = yield* readValues(content, level + 1);
  }
  return read;
}

function* readSet(kind: ScalarType, parts: readonly unknown[]): Steps<unknown[]> {
  const read: unknown[] = [];
  for (const part of parts) {
    read.push(readScalar(kind, part ?? {}));
    if (isStepDue()) yield;
  }
  return read;
}

function* readElements(parts: readonly unknown[], level: number): Steps<unknown[]> {
  const read: unknown[] = [];
  for (const part of parts) {
    read.push(flatValue(part ?? {}) ?? (yield* readValue(part ?? {}, level)));
    if (isStepDue()) yield;
  }
  return read;
}

function* readValues(content: unknown, level: number): Steps<Record<string, unknown>> {
  const map = asObject(content, mapName({ kind: 'value' }), 'Unexpected field type');
  const read = nameMap<unknown>();
  for (const name of Object.keys(map)) {
    const part = map[name] ?? {};
    read[name] = flatValue(part) ?? (yield* readValue(part, level));
    if (isStepDue()) yield;
  }
  return read;
}

function isScalar(shape: Shape): shape is Shape & { readonly kind: ScalarType } {
  return !NOT_SCALAR.has(shape.kind);
}

const NOT_SCALAR: ReadonlySet<string> = new Set(['structure', 'list', 'map', 'value']);

function asObject(data: unknown, name: string, otherwise: string): Readonly<Record<string, unknown>> {
  if (Array.isArray(data)) {
    const type = name.includes('.') ? name : `class com.amazonaws.dynamodb.v20120810.${name}`;
    throw serialization(`Unrecognized collection type ${type}`);
  }
  if (!isMembers(data)) throw serialization(otherwise);
  return data;
}

function mapName(of: Shape): string {
  const element =
    of.kind === 'structure'
      ? of.name
      : of.kind === 'value'
        ? 'AttributeValue'
        : of.kind === 'list'
          ? 'List'
          : '';
  return `java.util.Map<java.lang.String, ${element ? `com.amazonaws.dynamodb.v20120810.${element}` : 'java.lang.String'}>`;
}

function asList(data: unknown): unknown[] {
  if (Array.isArray(data)) return data;
  throw serialization(
    typeof data === 'object' ? 'Start of structure or map found where not expected' : 'Unexpected field type',
  );
}
