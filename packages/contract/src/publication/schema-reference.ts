import type { JsonSchema } from './json-schema.ts';

/** The schema that `schema` refers to inside `root`, or itself where it refers to none; `{}` where there is none such. */
export function dereferenced(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== 'string') return schema;
  const steps = schema.$ref.replace(/^#\/?/, '').split('/').filter(Boolean);
  const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown>)?.[step], root);
  return (found ?? {}) as JsonSchema;
}
