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

/** A way in which documents break with others: of which message and field, what changed, and whose older end it breaks. */
export interface DocumentChange {
  readonly message: string;
  /** Members joined by dots. */
  readonly path: string;
  readonly what: string;
  readonly breaks: readonly ('requester' | 'worker' | 'state machine')[];
}

/** Every way in which `after` breaks with `before`. What only one of them has is not compared. */
export function documentChanges(before: Documents, after: Documents): readonly DocumentChange[] {
  return contractMessages.flatMap(({ name: message }) => {
    const [was, is] = [schemaIn(before, message), schemaIn(after, message)];
    if (was === undefined || is === undefined) return [];
    const [writer, reader] =
      message === 'request' ? (['requester', 'worker'] as const) : (['worker', 'state machine'] as const);
    return breakingChanges(was, is).map(({ path, what, hurts }) => ({
      message,
      path,
      what,
      breaks: hurts.map((end) => (end === 'older writers' ? writer : reader)),
    }));
  });
}

/**
 * What in a contract of today breaks with the documents of one that was handed out before: one line a change, with the
 * field and whom it breaks. A worker and those who ask it are never deployed at once, so both ways must go on working.
 */
export function contractChanges(before: Documents, contract: Contract): readonly string[] {
  return documentChanges(before, contractDocuments(contract)).map(
    ({ message, path, what, breaks }) =>
      `${message}: ${path} ${what}, which breaks ${breaks.map((end) => `an older ${end}`).join(' and ')}`,
  );
}

function schemaIn(documents: Documents, message: string): JsonSchema | undefined {
  const text = documents.get(`${message}.json`);
  return text === undefined ? undefined : (JSON.parse(text) as JsonSchema);
}

function textOf(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
