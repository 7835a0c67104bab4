import type { Contract } from '../define-contract.ts';
import { asyncApiOf } from '../publication/asyncapi.ts';
import { breakingChanges } from '../publication/breaking-change.ts';
import type { JsonSchema } from '../publication/json-schema.ts';
import type { PublishedMessage } from '../publication/published-message.ts';
import { contractMessages, contractSchemas } from './contract-schemas.ts';

/** Text of each document by its file name. */
export type Documents = ReadonlyMap<string, string>;

/**
 * What a worker's team hands to those who ask it in another language: a JSON Schema of each message with the worker's
 * own payload, output, errors and progress, and an AsyncAPI document of them all. Every object has a name, so that
 * generators make usable types.
 * @throws TypeError where a schema of the contract cannot be said in JSON Schema.
 */
export function contractDocuments(contract: Contract): Documents {
  const schemas = contractSchemas(contract);
  const schemaOf = ({ name }: PublishedMessage) => schemas.get(name) ?? {};
  const asyncApi = asyncApiOf(contractMessages, { title: contract.name, schemaOf });
  return new Map([
    ...[...schemas].map(([name, schema]) => [`${name}.json`, textOf(schema)] as const),
    ['asyncapi.json', textOf(asyncApi)] as const,
  ]);
}

/**
 * What in a contract of today breaks with the documents of one that was handed out before: one line a change, with the
 * field and whom it breaks. A worker and those who ask it are never deployed at once, so both ways must go on working.
 */
export function contractChanges(before: Documents, contract: Contract): readonly string[] {
  return [...contractSchemas(contract)].flatMap(([name, schema]) => {
    const text = before.get(`${name}.json`);
    if (text === undefined) return [];
    const [writer, reader] = name === 'request' ? ['requester', 'worker'] : ['worker', 'state machine'];
    return breakingChanges(JSON.parse(text) as JsonSchema, schema).map(({ path, what, hurts }) => {
      const whom = hurts.map((end) => `an older ${end === 'older writers' ? writer : reader}`);
      return `${name}: ${path} ${what}, which breaks ${whom.join(' and ')}`;
    });
  });
}

function textOf(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
