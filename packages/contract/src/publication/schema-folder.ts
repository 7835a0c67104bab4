import { asyncApiOf } from './asyncapi.ts';
import { examples } from './example.ts';
import { jsonSchemaOf, typeSchemaOf } from './message-schema.ts';
import { publishedMessages } from './published-message.ts';

/** Text of each generated file of the schema folder, by its path in it. */
export type SchemaFolder = ReadonlyMap<string, string>;

/** What the schema folder must hold for the schemas of today, its releases left out. */
export function generatedFolder(): SchemaFolder {
  return new Map([
    ...publishedMessages.map((message) => [`${message.name}.json`, textOf(jsonSchemaOf(message))] as const),
    ...publishedMessages.map(({ name }) => [`examples/${name}.json`, textOf(examples[name])] as const),
    [
      'asyncapi.json',
      textOf(asyncApiOf(publishedMessages, { title: 'Callback Relay', examples, schemaOf: typeSchemaOf })),
    ] as const,
  ]);
}

/** Where the committed folder differs from the generated one: one line a file, none where they are the same. */
export function driftOf(committed: SchemaFolder, generated: SchemaFolder): readonly string[] {
  const paths = [...new Set([...generated.keys(), ...committed.keys()])].sort();
  return paths.flatMap((path) => {
    if (!committed.has(path)) return [`${path} is missing`];
    if (!generated.has(path)) return [`${path} is of no message`];
    return committed.get(path) === generated.get(path) ? [] : [`${path} is not what the zod schemas say`];
  });
}

function textOf(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
