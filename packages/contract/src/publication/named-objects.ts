import type { JsonSchema } from './json-schema.ts';

/**
 * `schema` with a title on every object in it: its own, or one made of the names that lead to it, such as
 * `PaymentsRequestReplyTo`. Generators name types by it; without, they invent names.
 */
export function withTitles(schema: JsonSchema, name: string): JsonSchema {
  const titled = eachChild(schema, (child, role) => withTitles(child, name + pascal(role)));
  return titled.properties === undefined || titled.title !== undefined ? titled : { title: name, ...titled };
}

/**
 * `schema` with the titled objects inside it moved to `definitions`, which it refers to by `prefix`: for documents whose
 * generators see only what has a place of its own.
 */
export function withoutInnerObjects(
  schema: JsonSchema,
  prefix: string,
  definitions: Map<string, JsonSchema>,
): JsonSchema {
  const { $defs, ...own } = schema;
  for (const [name, definition] of Object.entries($defs ?? {})) {
    definitions.set(name, withoutInnerObjects(definition, prefix, definitions));
  }
  const moved = eachChild(own, (child) => {
    const outer = withoutInnerObjects(child, prefix, definitions);
    if (outer.properties === undefined || outer.title === undefined) return outer;
    definitions.set(outer.title, outer);
    return { $ref: prefix + outer.title };
  });
  return moved.$ref === undefined ? moved : { ...moved, $ref: moved.$ref.replace(DEFINITIONS, prefix) };
}

const DEFINITIONS = '#/$defs/';

/**
 * A schema as it can stand inside another document, whose root is not its own: what it refers to by `$ref` is renamed
 * after `name` and handed out as definitions for the document's root.
 */
export function embeddable(
  schema: JsonSchema,
  name: string,
): { readonly schema: JsonSchema; readonly definitions: Readonly<Record<string, JsonSchema>> } {
  const { $defs = {}, ...own } = schema;
  let refersToItself = false;
  const renamed = (part: JsonSchema): JsonSchema => {
    const inner = eachChild(part, renamed);
    if (inner.$ref === undefined) return inner;
    refersToItself ||= inner.$ref === '#';
    const target = inner.$ref === '#' ? name : name + pascal(inner.$ref.replace(DEFINITIONS, ''));
    return { ...inner, $ref: DEFINITIONS + target };
  };
  const root = withTitles(renamed(own), name);
  const definitions = Object.fromEntries(
    Object.entries($defs).map(([key, part]) => {
      const title = name + pascal(key);
      return [title, withTitles(renamed(part), title)];
    }),
  );
  if (!refersToItself) return { schema: root, definitions };
  return { schema: { $ref: DEFINITIONS + name }, definitions: { ...definitions, [name]: root } };
}

type Role = string;

/** Runs `change` over the schemas directly inside: members, items, values, alternatives. */
function eachChild(schema: JsonSchema, change: (child: JsonSchema, role: Role) => JsonSchema): JsonSchema {
  const changed: Record<string, unknown> = { ...schema };
  if (schema.properties !== undefined) {
    changed.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([member, child]) => [member, change(child, member)]),
    );
  }
  for (const [keyword, role] of SINGLE) {
    const child = schema[keyword];
    if (isSchema(child)) changed[keyword] = change(child, role);
  }
  for (const keyword of LISTS) {
    const children = schema[keyword];
    if (!Array.isArray(children)) continue;
    changed[keyword] = children.map((child, index) =>
      isSchema(child) ? change(child, `option-${index + 1}`) : child,
    );
  }
  return changed;
}

const SINGLE = [
  ['items', 'item'],
  ['additionalProperties', 'value'],
] as const;
const LISTS = ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const;

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `reply-to`, `replyTo` and `reply to` as `ReplyTo`. */
export function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}
