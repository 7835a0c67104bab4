import * as z from 'zod/mini';
import { tokenNamePattern } from '../token-shaped.ts';
import type { PublishedMessage } from './published-message.ts';

/** A JSON Schema of the keywords that the contract makes use of. */
export interface JsonSchema {
  readonly $schema?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: JsonSchema;
  readonly not?: JsonSchema;
  readonly [keyword: string]: unknown;
}

/**
 * The JSON Schema (2020-12) of a message, which accepts and refuses what its readers do: the zod schema, and the
 * rule that no field of the message is named like a task token. Fields that it does not know are allowed, for
 * readers are tolerant. Limits in bytes and the depth of user data are beyond JSON Schema: descriptions state them.
 */
export function jsonSchemaOf(message: PublishedMessage): JsonSchema {
  // As readers take it in: a field with a default need not be sent. `any` is for jsonValueSchema, which is custom.
  const schema = z.toJSONSchema(message.schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
  const { $schema, ...keywords } = schema;
  return { ...($schema !== undefined && { $schema }), title: message.title, ...guarded(keywords, message) };
}

function guarded(schema: JsonSchema, message: PublishedMessage): JsonSchema {
  const { detail, ...others } = schema.properties ?? {};
  if (message.body === 'message' || detail === undefined) return withoutTokens(schema);
  return { ...schema, properties: { ...others, detail: withoutTokens(detail) } };
}

function withoutTokens(schema: JsonSchema): JsonSchema {
  return {
    ...schema,
    propertyNames: {
      description: 'No field is named like a task token, which must stay secret',
      not: { pattern: tokenNamePattern },
    },
  };
}
