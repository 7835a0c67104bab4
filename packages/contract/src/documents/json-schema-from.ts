import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import * as z from 'zod/mini';
import type { JsonSchema } from '../publication/json-schema.ts';

/**
 * The JSON Schema (2020-12) of a schema of any library that can say it: zod and zod/mini, arktype, and what has
 * `~standard.jsonSchema` (valibot by `toStandardJsonSchema` of @valibot/to-json-schema). `input` is what may be given,
 * `output` what the schema makes of it.
 * @throws TypeError that names `whose` schema it is and what to do, where the library cannot.
 */
export function jsonSchemaFrom(
  schema: StandardSchemaV1,
  direction: 'input' | 'output',
  whose: string,
): JsonSchema {
  const target = 'draft-2020-12';
  const standard = schema['~standard'] as Partial<StandardJSONSchemaV1.Props>;
  try {
    const made =
      '_zod' in schema
        ? z.toJSONSchema(schema as unknown as z.core.$ZodType, { target, io: direction })
        : standard.jsonSchema?.[direction]({ target });
    if (made !== undefined) {
      const { $schema: _, '~standard': __, ...keywords } = made as JsonSchema;
      return keywords;
    }
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TypeError(`${whose} cannot be said in JSON Schema: ${reason}`, { cause: thrown });
  }
  throw new TypeError(
    `${whose} is a schema of ${standard.vendor}, which does not say its JSON Schema; wrap it in what the library has for that (valibot: toStandardJsonSchema of @valibot/to-json-schema)`,
  );
}
