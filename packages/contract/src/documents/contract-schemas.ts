import type { Contract } from '../define-contract.ts';
import type { JsonSchema } from '../publication/json-schema.ts';
import { untitledSchemaOf } from '../publication/message-schema.ts';
import { embeddable, pascal, withTitles } from '../publication/named-objects.ts';
import { type PublishedMessage, publishedMessages } from '../publication/published-message.ts';
import { jsonSchemaFrom } from './json-schema-from.ts';

/** The messages between a worker and those who ask it, whose inside the contract knows. */
export const contractMessages: readonly PublishedMessage[] = publishedMessages.filter(({ name }) =>
  ['request', 'callback-succeeded', 'callback-failed', 'callback-heartbeat'].includes(name),
);

/**
 * The JSON Schemas of a worker's own messages by message name, every object in them named, with the worker's payload,
 * output, errors and progress in their places.
 * @throws TypeError where a schema of the contract cannot be said in JSON Schema.
 */
export function contractSchemas(contract: Contract): ReadonlyMap<string, JsonSchema> {
  const worker = pascal(contract.name);
  return new Map(
    contractMessages.map((message) => {
      const title = worker + pascal(message.name.replace('callback-', ''));
      const { $schema, ...untitled } = untitledSchemaOf(message);
      const isRequest = message.name === 'request';
      const { schema, definitions } = filled(
        isRequest ? untitled : fromWorker(untitled, contract),
        message.name,
        contract,
        worker,
      );
      const $defs = Object.keys(definitions).length > 0 ? { $defs: definitions } : {};
      return [
        message.name,
        { ...($schema !== undefined && { $schema }), ...withTitles({ title, ...schema }, title), ...$defs },
      ];
    }),
  );
}

function filled(schema: JsonSchema, name: string, contract: Contract, worker: string) {
  const { request, output, progress } = contract;
  switch (name) {
    case 'request':
      return embed(schema, ['payload'], jsonSchemaFrom(request, 'input', 'request'), `${worker}Payload`);
    case 'callback-succeeded':
      return embed(
        schema,
        ['detail', 'output'],
        jsonSchemaFrom(output, 'output', 'output'),
        `${worker}Output`,
      );
    case 'callback-failed':
      return embed(schema, ['detail', 'error'], errorsOf(contract), `${worker}Error`);
    default: {
      const own = progress === undefined ? {} : jsonSchemaFrom(progress, 'input', 'progress');
      return embed(schema, ['detail', 'progress'], own, `${worker}Progress`);
    }
  }
}

function embed(schema: JsonSchema, path: readonly string[], part: JsonSchema, name: string) {
  const { schema: inside, definitions } = embeddable(part, name);
  return { schema: withMember(schema, path, (was) => ({ ...was, ...inside })), definitions };
}

function fromWorker(schema: JsonSchema, { name }: Contract): JsonSchema {
  return withMember(schema, ['source'], () => ({ type: 'string', const: name }));
}

/** Not an enum: our own errors (`CallbackRelay.…`) come under this name too, and a worker may add some. */
function errorsOf({ errors }: Contract): JsonSchema {
  const meanings = Object.entries(errors).map(([name, meaning]) => `${name}: ${meaning}`);
  if (meanings.length === 0) return {};
  return { examples: Object.keys(errors), description: `What Retry and Catch match. ${meanings.join(' ')}` };
}

function withMember(
  schema: JsonSchema,
  [member = '', ...inside]: readonly string[],
  change: (was: JsonSchema) => JsonSchema,
): JsonSchema {
  const was = schema.properties?.[member] ?? {};
  const is = inside.length === 0 ? change(was) : withMember(was, inside, change);
  return { ...schema, properties: { ...schema.properties, [member]: is } };
}
