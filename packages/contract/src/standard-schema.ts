import type { StandardSchemaV1 } from '@standard-schema/spec';
import * as z from 'zod/mini';
import { issueText, type Validated, wordsOf } from './validate.ts';

/**
 * Holds `value` to a schema of any library that speaks Standard Schema (zod, zod/mini, valibot, arktype and others).
 * Issues name fields and what was expected.
 */
export async function validateStandard<T>(
  schema: StandardSchemaV1<unknown, T>,
  value: unknown,
): Promise<Validated<T>> {
  const result = isZod(schema) ? await validateZod(schema, value) : await schema['~standard'].validate(value);
  if (result.issues === undefined) return { value: result.value as T };
  return { issues: result.issues.map((issue) => issueText(issue)) };
}

/** zod/mini has no words of its own by default; this gives it some. */
async function validateZod(schema: z.core.$ZodType, value: unknown) {
  const parsed = await z.safeParseAsync(schema, value, wordsOf());
  return parsed.success ? { value: parsed.data } : { issues: parsed.error.issues };
}

function isZod(schema: StandardSchemaV1 | z.core.$ZodType): schema is z.core.$ZodType & StandardSchemaV1 {
  return schema['~standard'].vendor === 'zod' && '_zod' in schema;
}

/** Whether this is a schema of Standard Schema, whichever library made it; a function may be one. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  const standard = (value as Partial<StandardSchemaV1>)['~standard'];
  return typeof standard?.validate === 'function';
}
