import { isObject } from '../../foundation/is-object.ts';

/**
 * Which messages of a batch failed, by what a function with ReportBatchItemFailures answered (Lambda's developer
 * guide, "Success and failure conditions"): an answer or list that is empty or null is success; an identifier that is
 * empty, null, misnamed or of no message in the batch, or an answer of another shape, fails the whole batch.
 */
export function failedOf(answer: string, messageIds: readonly string[]): ReadonlySet<string> {
  const identifiers = readIdentifiers(answer);
  const failed = messageIds.filter((id) => identifiers?.includes(id));
  const isWellFormed = identifiers?.every((id) => failed.some((messageId) => messageId === id)) === true;
  return new Set(isWellFormed ? failed : messageIds);
}

/** Undefined for what is malformed. */
function readIdentifiers(answer: string): unknown[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return undefined;
  }
  if (value === null) return [];
  if (!isObject(value)) return undefined;
  const failures = value.batchItemFailures ?? [];
  if (!Array.isArray(failures)) return undefined;
  return failures.map((failure) => (isObject(failure) ? failure.itemIdentifier : undefined));
}
