import { z } from 'zod';
import type { InvocationResult } from './runtime-api.ts';

const responseSchema = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/**
 * The messages of a batch that stay on the queue, by the rules of ReportBatchItemFailures: an error, or an answer with an
 * identifier that is empty or of none of the messages, fails the whole batch; an answer without failures fails none.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export function failedItems(result: InvocationResult, batch: readonly string[]): ReadonlySet<string> {
  const all = new Set(batch);
  if (result.kind !== 'response') return all;
  const response = responseSchema.safeParse(parsed(result.text));
  if (!response.success) return all;
  const failed = (response.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => all.has(id)) ? new Set(failed) : all;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
