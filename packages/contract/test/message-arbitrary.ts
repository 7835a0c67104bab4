import fc from 'fast-check';
import type { JsonSchema } from '../src/publication/json-schema.ts';

/**
 * Messages that a JSON Schema of the contract describes, valid and nearly valid, drawn from the schema itself:
 * a field that is added to the contract is generated without a word here.
 */
export function valid(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  if (schema.format === 'date-time') return instant;
  if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern));
  if (schema.type === 'object') return fields(schema);
  if (schema.type === 'integer') {
    return fc.integer({ min: Number(schema.minimum ?? 0), max: Number(schema.maximum ?? 1_000) });
  }
  if (schema.type === 'string')
    return fc.string({ unit: 'binary', minLength: Number(schema.minLength ?? 0) });
  if (Array.isArray(schema.type))
    return fc.oneof(...schema.type.map((type: string) => valid({ ...schema, type })));
  if (schema.type === 'null') return fc.constant(null);
  return anyJson;
}

/** `message`, of this schema, after one change that may or may not break it. */
export function mutated(message: unknown, schema: JsonSchema): fc.Arbitrary<unknown> {
  const paths = pathsOf(message);
  const texts = paths.filter((path) => typeof valueAt(message, path) === 'string');
  const anywhere = fc.tuple(fc.constantFrom(...paths), fc.oneof(...mutations));
  const change =
    texts.length === 0
      ? anywhere
      : fc.oneof(anywhere, fc.tuple(fc.constantFrom(...texts), stretching(schema)));
  return change.map(([path, mutate]) => changedAt(message, path, mutate));
}

type Mutation = (value: unknown) => unknown;

/** Returned by a mutation to leave the field out. */
const gone = Symbol('gone');

const anyJson = fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' });

const instant = fc
  .date({ min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .chain((date) => fc.constantFrom(date.toISOString(), date.toISOString().replace(/\.\d+/, '')));

function fields(schema: JsonSchema): fc.Arbitrary<unknown> {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, field]) => [name, valid(field)] as const,
  );
  return fc.record(Object.fromEntries(properties), {
    requiredKeys: [...(schema.required ?? [])],
    noNullPrototype: true,
  });
}

const oddNames = fc.oneof(
  fc.constantFrom('token', 'taskToken', 'TASK-TOKEN', '__proto__', 'constructor', 'toString', '', 'priority'),
  fc.string({ unit: 'binary' }),
);

const mutations: readonly fc.Arbitrary<Mutation>[] = [
  fc.constant(() => gone),
  anyJson.map((other) => () => other),
  fc.constantFrom<unknown>(null, '', ' ', '1.0', '2.0', '1.0\n', 0, {}, []).map((other) => () => other),
  fc.constant((value) => [value]),
  fc
    .tuple(fc.nat(), fc.constantFrom('', ' ', '\n', '\0', 'é', '１', '\ud800', '😀', ':', '#', 'Z'))
    .map(([at, inserted]) => (value) => {
      if (typeof value !== 'string') return value;
      const cut = at % (value.length + 1);
      return value.slice(0, cut) + inserted + value.slice(cut + (inserted === '' ? 1 : 0));
    }),
  fc.nat(2_000).map((times) => (value) => (typeof value === 'string' ? value + 'k'.repeat(times) : value)),
  fc.tuple(oddNames, anyJson).map(
    ([name, added]) =>
      (value) =>
        isRecord(value) ? withOwn(value, name, added) : value,
  ),
  fc.nat().map((at) => (value) => {
    if (!isRecord(value)) return value;
    const names = Object.keys(value);
    const name = names[at % Math.max(1, names.length)];
    if (name === undefined) return value;
    const { [name]: moved, ...others } = value;
    return withOwn(others, `${name}s`, moved);
  }),
];

/** Brings a string, or one side of its colon, to the edge of a length that the schema speaks of. */
function stretching(schema: JsonSchema): fc.Arbitrary<Mutation> {
  const bounds = JSON.stringify(schema).matchAll(/\{\d+,(\d+)\}/g);
  const lengths = new Set([...bounds].map(([, length]) => Number(length)));
  const sides = [/^()(.*)()$/s, /^()([^:]*)(.*)$/s, /^([^:]*:)(.*)()$/s];
  return fc
    .tuple(fc.constantFrom(...lengths), fc.integer({ min: -1, max: 2 }), fc.constantFrom(...sides))
    .map(([length, beside, side]) => (value) => {
      if (typeof value !== 'string') return value;
      const edge = length + beside;
      return value.replace(side, (_, before: string, part: string, after: string) => {
        return before + part.slice(0, edge).padEnd(edge, 'k') + after;
      });
    });
}

function changedAt(value: unknown, path: readonly string[], mutate: Mutation): unknown {
  const [name, ...below] = path;
  if (name === undefined) {
    const changed = mutate(value);
    return changed === gone ? null : changed;
  }
  if (!isRecord(value)) return value;
  const changed = below.length === 0 ? mutate(value[name]) : changedAt(value[name], below, mutate);
  if (changed !== gone) return withOwn(value, name, changed);
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
}

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isRecord(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([name, field]) => pathsOf(field, [...path, name]))];
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce((at, name) => (isRecord(at) ? at[name] : undefined), value);
}

/** As JSON.parse has it: `__proto__` becomes a key like any other. */
function withOwn(record: object, name: string, value: unknown): unknown {
  return Object.fromEntries([...Object.entries(record), [name, value]]);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
