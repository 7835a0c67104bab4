import * as z from 'zod/mini';
import { tokenNamePattern } from '../token-shaped.ts';
import type { JsonSchema } from './json-schema.ts';
import { pascal, withTitles } from './named-objects.ts';
import type { PublishedMessage } from './published-message.ts';

/**
 * The JSON Schema (2020-12) of a message, which accepts and refuses what its readers do: the zod schema, and the
 * rule that no field of the message is named like a task token. Fields that it does not know are allowed, for
 * readers are tolerant. Limits in bytes and the depth of user data are beyond JSON Schema: descriptions state them.
 */
export function jsonSchemaOf(message: PublishedMessage): JsonSchema {
  return titled(guarded(untitledSchemaOf(message), message), message);
}

/**
 * As `jsonSchemaOf`, without the rule on names like a task token's: generators of types take an object with a rule on
 * the names of its members for a dictionary, and lose the members.
 */
export function typeSchemaOf(message: PublishedMessage): JsonSchema {
  return titled(untitledSchemaOf(message), message);
}

/** As `typeSchemaOf`, without the names of the objects in it. */
export function untitledSchemaOf(message: PublishedMessage): JsonSchema {
  // As readers take it in: a field with a default need not be sent. `any` is for jsonValueSchema, which is custom.
  return z.toJSONSchema(message.schema, {
    target: 'draft-2020-12',
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
}

function titled({ $schema, ...keywords }: JsonSchema, message: PublishedMessage): JsonSchema {
  const named = withTitles({ title: message.title, ...keywords }, pascal(message.name));
  return { ...($schema !== undefined && { $schema }), ...named };
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
